import { cannot } from "../core/mod.ts";
import { cellTexts } from "./cell_texts.ts";
import { colourBar } from "./colour_bar.ts";
import type { Figure } from "./figure.ts";
import { plainRows } from "./grid.ts";
import type { Numbers } from "./numbers.ts";
import { axis, type AxisOptions, baseLayout, escapeText, type FigureOptions } from "./options.ts";
import { type ColourScale, DIVERGING, SEQUENTIAL } from "./palette.ts";
import { tickText } from "./ticks.ts";

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

/** Cells that are still parted by a line; more would be drowned by the lines. */
const MAX_WITH_GAPS = 1000;

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
  const cells = {
    type: "heatmap",
    z,
    x: names(action, "columns", options.columns, z[0]!.length),
    y: names(action, "rows", options.rows, z.length),
    ...colours(z, scale, options.z?.range),
    colorbar: colourBar(options.z),
    ...z.length * z[0]!.length <= MAX_WITH_GAPS ? { xgap: 1, ygap: 1 } : {},
  };
  const texts = z.map((row) => row.map((value) => tickText(Number(value.toPrecision(3)))));
  const data = values ? [cells, cellTexts(cells, texts)] : [cells];
  const quiet = { showgrid: false, zeroline: false };
  const named = (list?: string[]) => list ? { type: "category", ...quiet } : quiet;
  const layout = {
    ...baseLayout(action, options, { height: 480 }),
    xaxis: {
      ...axis(action, "x", options.x),
      ...named(options.columns),
      range: [-0.5, z[0]!.length - 0.5],
    },
    yaxis: {
      ...axis(action, "y", options.y),
      ...named(options.rows),
      range: [z.length - 0.5, -0.5],
    },
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
function colours(
  z: number[][],
  scale: "sequential" | "diverging",
  range?: [number, number],
): { colorscale: ColourScale; zmin: number; zmax: number } {
  const flat = z.flat();
  const low = flat.reduce((a, b) => Math.min(a, b));
  const high = flat.reduce((a, b) => Math.max(a, b));
  const far = Math.max(-low, high);
  const natural = scale === "diverging" ? [-far, far] : [low, high];
  const [zmin, zmax] = range ?? (natural[0]! < natural[1]! ? natural : [low - 0.5, low + 0.5]);
  const colorscale = scale === "diverging" ? DIVERGING : SEQUENTIAL;
  return { colorscale, zmin: zmin!, zmax: zmax! };
}
