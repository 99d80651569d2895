import { frameBundle, isFrame } from "./data_frame.ts";
import { DISPLAY, isDisplayable } from "./displayable.ts";
import { figureBundle, isFigure } from "./figure_view.ts";
import type { Bundle } from "./host.ts";
import { isTensor, tensorBundle } from "./tensor.ts";

/**
 * How a value looks that is more than text: figures, tables, images, tensors, and whatever tells
 * by itself how it looks.
 *
 * @param value Any value.
 * @returns Its forms by MIME type, or nothing for a plain value.
 */
export function viewOf(value: unknown): Bundle | Promise<Bundle> | undefined {
  if (isDisplayable(value)) return value[DISPLAY]();
  if (isFigure(value)) return figureBundle(value);
  if (isFrame(value)) return frameBundle(value);
  if (isTensor(value)) return tensorBundle(value);
  return undefined;
}
