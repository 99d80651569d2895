import type { Figure } from "./figure.ts";
import type { FigureOptions } from "./options.ts";
import { COLOURS, DASHES, MARKERS } from "./palette.ts";
import { type PlainSeries, plainSeries, type Series, seriesLayout } from "./series.ts";
import { thin } from "./thin.ts";

/** One curve of {@linkcode line}, or measurements beside the curves. */
export type LineSeries = Series & {
  /** Whether its points stand alone, without a line through them: what was measured. @default false */
  points?: boolean;
};

/**
 * Curves: one line a series, such as a loss by epoch, or the curve of a theory and the points that
 * were measured.
 *
 * A series of up to 30 points shows its points, so that a single one is seen too. A series of more
 * than 2,000 points is thinned to what its line shows: in each of 500 stretches the first, the
 * lowest, the highest and the last point stay. That needs x in ascending order. A series of
 * `points` keeps all of them, in any order.
 *
 * @param series One to six series; `x` counts from 0 where it is left out.
 * @param options Title, axes and size.
 * @returns The figure.
 * @throws {RangeError} If a series is empty, holds a number that is not finite (on a log axis: not
 * above 0), has x and y of different lengths, or is long and not in the order of x.
 *
 * @example
 * ```ts
 * import { line } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = line([{ name: "train", x: [1, 2, 3], y: [0.9, 0.5, 0.4] }], {
 *   title: "Loss",
 *   x: { label: "epoch" },
 *   y: { label: "loss", unit: "nats" },
 * });
 * assertEquals(figure.data[0]!.y, [0.9, 0.5, 0.4]);
 * ```
 *
 * @example What was measured, and what a theory says
 * ```ts
 * import { line } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = line([
 *   { name: "measured", x: [3, 1, 2], y: [8.9, 1.1, 4.2], points: true },
 *   { name: "x²", x: [1, 2, 3], y: [1, 4, 9] },
 * ]);
 * assertEquals(figure.data.map(({ mode }) => mode), ["markers", "lines+markers"]);
 * ```
 *
 * Source of the thinning: U. Jugel et al., "M4: a visualization-oriented time series data
 * aggregation", PVLDB 7 (2014).
 */
export function line(series: LineSeries[], options: FigureOptions = {}): Figure {
  const action = "draw a line";
  const many = plainSeries(action, series, options);
  const data = many.map((one, i) => series[i]!.points ? pointsOf(one, i) : curveOf(action, one, i));
  return { data, layout: seriesLayout(action, many, options) };
}

function pointsOf(series: PlainSeries, i: number): Record<string, unknown> {
  const marker = { color: COLOURS[i], symbol: MARKERS[i], size: series.x.length <= 100 ? 8 : 6 };
  return { type: "scatter", mode: "markers", ...series, marker };
}

function curveOf(action: string, { name, x, y }: PlainSeries, i: number): Record<string, unknown> {
  const kept = thin(action, { x, y });
  return {
    type: "scatter",
    mode: kept.x.length <= 30 ? "lines+markers" : "lines",
    ...name === undefined ? {} : { name },
    ...kept,
    line: { color: COLOURS[i], dash: DASHES[i], width: 2 },
    marker: { color: COLOURS[i], size: 6 },
  };
}
