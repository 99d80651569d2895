import { cannot } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import type { FigureOptions } from "./options.ts";
import { COLOURS, MARKERS } from "./palette.ts";
import { plainSeries, type Series, seriesLayout } from "./series.ts";

/** Points that a page still draws without a pause; more would hide each other anyway. */
const MAX_POINTS = 20_000;

/**
 * Points, one colour and one marker a series, such as two features of each class.
 *
 * @param series One to six series, together at most 20,000 points.
 * @param options Title, axes and size.
 * @returns The figure.
 * @throws {RangeError} If a series is empty, holds a number that is not finite (on a log axis: not
 * above 0), has x and y of different lengths, or there are too many points.
 *
 * @example
 * ```ts
 * import { scatter } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = scatter([
 *   { name: "setosa", x: [1.4, 1.3], y: [0.2, 0.3] },
 *   { name: "virginica", x: [5.1, 6], y: [1.9, 2.5] },
 * ], { x: { label: "petal length", unit: "cm" }, y: { label: "petal width", unit: "cm" } });
 * assertEquals(figure.data.length, 2);
 * ```
 */
export function scatter(series: Series[], options: FigureOptions = {}): Figure {
  const action = "draw points";
  const many = plainSeries(action, series, options);
  const total = many.reduce((sum, { y }) => sum + y.length, 0);
  if (total > MAX_POINTS) {
    const needed = `one figure holds at most ${MAX_POINTS} points (draw a random part of them)`;
    throw new RangeError(cannot(action, needed, total));
  }
  const data = many.map((one, i) => ({
    type: "scatter",
    mode: "markers",
    ...one,
    marker: {
      color: COLOURS[i],
      symbol: MARKERS[i],
      size: size(total),
      opacity: total <= 2000 ? 1 : 0.6,
    },
  }));
  return { data, layout: seriesLayout(action, many, options) };
}

/** Diameter of a point in pixels: smaller where there are many. */
function size(total: number): number {
  return total <= 200 ? 8 : total <= 2000 ? 6 : 4;
}
