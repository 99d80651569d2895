import { isFigure, showFigure } from "./figure_view.ts";
import { gridBundle } from "./grid.ts";
import type { Bundle } from "./host.ts";
import { gridOf, isRows } from "./rows.ts";
import { session } from "./session.ts";
import { viewOf } from "./view.ts";

/**
 * Shows values, one below the other: figures, DataFrames and arrays of records as tables, images,
 * tensors, HTML; anything else as Deno prints it. Outside a notebook all of it is printed as text.
 *
 * A figure is interactive where scripts run, and a still picture elsewhere: in an untrusted notebook,
 * on a page made from it. What takes no waiting (all but figures and tensors) is shown at once.
 *
 * @param values What to show.
 * @returns When all is shown.
 * @throws {RangeError} If an output is so large that it might silence the kernel for good (5 MB).
 *
 * @example
 * ```ts
 * import { html, show } from "descent/notebook";
 *
 * await show({ accuracy: 0.98 }, html("<b>done</b>", "done"));
 * ```
 */
export async function show(...values: unknown[]): Promise<void> {
  for (const value of values) {
    if (isFigure(value)) await showFigure(value);
    else {
      const bundle = bundleOf(value);
      session().screen.show(bundle instanceof Promise ? await bundle : bundle);
    }
  }
}

function bundleOf(value: unknown): Bundle | Promise<Bundle> {
  const view = viewOf(value);
  if (view) return view;
  if (isRows(value) && value.length > 0) return gridBundle(gridOf(value, ""));
  return { "text/plain": typeof value === "string" ? value : Deno.inspect(value) };
}
