import { CONTROLS_PX } from "./animation_controls.ts";
import { bundleOf } from "./bundle.ts";
import type { Figure } from "./figure.ts";
import { drawFlat } from "./static/draw_flat.ts";
import { drawSurface } from "./static/draw_surface.ts";
import { withTheme } from "./theme.ts";

/** How {@linkcode toSvg} draws. */
export type ToSvgOptions = {
  /** Width in pixels. @default the figure's */
  width?: number;
  /** Height in pixels. @default the figure's */
  height?: number;
  /** For which background. @default "light" */
  theme?: "light" | "dark";
};

/**
 * A figure as a static picture, drawn without a browser. The same figure gives the same text.
 *
 * Of an animation the last step is drawn, without its buttons.
 *
 * @param figure Any figure of this folder.
 * @param options Size and theme.
 * @returns The text of an SVG file.
 * @throws {Error} If plotly.js cannot draw the figure.
 *
 * @example
 * ```ts
 * import { line, toSvg } from "descent/plot";
 * import { assert } from "@std/assert";
 *
 * const svg = await toSvg(line([{ y: [3, 2, 1] }]), { width: 400, height: 300 });
 * assert(svg.startsWith("<svg") && svg.includes('width="400"'));
 * ```
 */
export async function toSvg(
  figure: Figure,
  { width, height, theme = "light" }: ToSvgOptions = {},
): Promise<string> {
  const layout = withoutControls(withTheme(figure, theme).layout);
  const size = { width: width ?? layout.width, height: height ?? layout.height };
  const still = { data: figure.data, layout: { ...layout, ...size } };
  return bundleOf(figure) === "gl3d" ? drawSurface(still) : await drawFlat(still);
}

/** The layout of a still picture: slider, buttons and the room for them taken away. */
function withoutControls(layout: Record<string, unknown>): Record<string, unknown> {
  if (!layout.sliders) return layout;
  const { updatemenus: _buttons, sliders: _slider, ...still } = layout;
  const margin = layout.margin as { b: number };
  return { ...still, margin: { ...margin, b: margin.b - CONTROLS_PX } };
}
