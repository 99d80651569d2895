import { cannot } from "../core/mod.ts";
import { colourBar } from "./colour_bar.ts";
import type { Figure } from "./figure.ts";
import { plainRows } from "./grid.ts";
import type { Numbers } from "./numbers.ts";
import { axis, type AxisOptions, baseLayout, escapeText, type FigureOptions } from "./options.ts";
import { DIVERGING, SEQUENTIAL } from "./palette.ts";

/** What {@linkcode heatmap} can be told. */
export type HeatmapOptions = FigureOptions & {
  /** Names of the rows, from the top. @default their numbers from 0 */
  rows?: string[];
  /** Names of the columns, from the left. @default their numbers from 0 */
  columns?: string[];
  /** "diverging" puts 0 in the middle of two colours: for weights and differences. @default "sequential" */
  scale?: "sequential" | "diverging";
  /** Whether each number stands in its cell. @default true where there are at most 150 cells */
  values?: boolean;
  /** What the colours measure. */
  z?: Omit<AxisOptions, "log">;
};

/**
 * A matrix as coloured cells, its first row on top.
 *
 * @param matrix Numbers of shape `(rows, columns)`, at most 300 by 300.
 * @param options Title, axes and size; names of rows and columns; the colours.
 * @returns The figure.
 * @throws {RangeError} If the matrix is empty, ragged or too large, holds a number that is not
 * finite, or there is not one name a row or column.
 *
 * @example
 * ```ts
 * import { heatmap } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = heatmap([[1, -0.5], [-0.5, 1]], {
 *   rows: ["size", "price"],
 *   columns: ["size", "price"],
 *   scale: "diverging",
 * });
 * assertEquals([figure.data[0]!.zmin, figure.data[0]!.zmax], [-1, 1]);
 * ```
 */
export function heatmap(matrix: Numbers[], options: HeatmapOptions = {}): Figure {
  const action = "draw a heatmap";
  const z = plainRows(action, matrix, false, "matrix");
  const { scale = "sequential", values = z.length * z[0]!.length <= 150 } = options;
  const data = [{
    type: "heatmap",
    z,
    x: names(action, "columns", options.columns, z[0]!.length),
    y: names(action, "rows", options.rows, z.length),
    ...colours(z, scale, options.z?.range),
    colorbar: colourBar(options.z),
    xgap: 1,
    ygap: 1,
    ...values ? { texttemplate: "%{z:.3~g}" } : {},
  }];
  const square = { showgrid: false, zeroline: false };
  const layout = {
    ...baseLayout(action, options, { height: 480 }),
    xaxis: { ...axis(action, "x", options.x), ...square },
    yaxis: { ...axis(action, "y", options.y), ...square, autorange: "reversed" },
  };
  return { data, layout };
}

/** Names for rows or columns; none where Plotly's numbers serve. */
export function names(
  action: string,
  what: string,
  given: string[] | undefined,
  count: number,
): (string | number)[] {
  if (!given) return Array.from({ length: count }, (_, i) => i);
  if (given.length !== count) {
    throw new RangeError(cannot(action, `${what} must hold ${count} names`, given.length));
  }
  return given.map(escapeText);
}

/** Colour scale and its ends; a diverging one reaches as far below 0 as above. */
export function colours(
  z: number[][],
  scale: "sequential" | "diverging",
  range?: [number, number],
): Record<string, unknown> {
  const flat = z.flat();
  const far = flat.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const [zmin, zmax] = range ?? (scale === "diverging" ? [-far, far] : [undefined, undefined]);
  return {
    colorscale: scale === "diverging" ? DIVERGING : SEQUENTIAL,
    ...zmin === undefined ? {} : { zmin, zmax },
  };
}
