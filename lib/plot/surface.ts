import type { Figure } from "./figure.ts";
import { colourBar } from "./colour_bar.ts";
import { type Grid, plainGrid } from "./grid.ts";
import { axis, type AxisOptions, baseLayout, type FigureOptions } from "./options.ts";
import { SEQUENTIAL } from "./palette.ts";

/** What {@linkcode surface} can be told. */
export type SurfaceOptions = FigureOptions & {
  /** The heights. */
  z?: AxisOptions;
};

/**
 * Heights over a rectangle as a landscape in space, to be turned with the mouse.
 *
 * @param heights The heights; {@linkcode grid} makes them from a function.
 * @param options Title, axes and size; `z` for the heights.
 * @returns The figure.
 * @throws {RangeError} If the grid is smaller than 2 by 2 or larger than 300 by 300, its lengths do
 * not fit, its places do not ascend, a number cannot be drawn, or an axis is logarithmic.
 *
 * @example
 * ```ts
 * import { grid, surface } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const saddle = grid((x, y) => x * x - y * y, { x: [-1, 1], y: [-1, 1], steps: 20 });
 * assertEquals(surface(saddle).data[0]!.type, "surface");
 * ```
 */
export function surface(heights: Grid, options: SurfaceOptions = {}): Figure {
  const action = "draw a surface";
  for (const name of ["x", "y", "z"] as const) {
    if (!options[name]?.log) continue;
    throw new RangeError(
      `Cannot ${action}: ${name}.log is not for surfaces, give the logarithms as numbers`,
    );
  }
  const sides = { title: { text: "" }, showspikes: false };
  const scene = {
    xaxis: { ...sides, ...axis(action, "x", options.x) },
    yaxis: { ...sides, ...axis(action, "y", options.y) },
    zaxis: { ...sides, ...axis(action, "z", options.z) },
    camera: { center: { x: 0, y: 0, z: -0.12 }, eye: { x: 1.65, y: 1.65, z: 1.2 } },
    aspectmode: "cube",
  };
  const data = [{
    type: "surface",
    ...plainGrid(action, heights),
    colorscale: SEQUENTIAL,
    colorbar: { ...colourBar({}), len: 0.7 },
  }];
  const base = baseLayout(action, options, { height: 480 });
  return {
    data,
    layout: { ...base, margin: { l: 8, r: 8, t: options.title ? 48 : 8, b: 8 }, scene },
  };
}
