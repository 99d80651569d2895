import { cannot } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import type { Numbers } from "./numbers.ts";
import { escapeText, type FigureOptions } from "./options.ts";
import { COLOURS, DASHES } from "./palette.ts";
import { plainSeries, type Series, seriesLayout } from "./series.ts";
import { thin } from "./thin.ts";

/** A line of a sweep. */
export type SweepLine = {
  /** What the legend calls it: precision, recall, cost. */
  name: string;
  /** Its value at each threshold, shape `(n)`. */
  y: Numbers;
};

/** What {@linkcode thresholdSweep} can be told. */
export type ThresholdSweepOptions = FigureOptions & {
  /** Thresholds to be marked by an upright line, with a word each. @default none */
  marks?: readonly { at: number; text: string }[];
};

/**
 * What happens as the threshold moves: one line each for precision, recall, cost …, and upright marks
 * where a threshold is proposed.
 *
 * @param thresholds The thresholds, shape `(n)`, in order.
 * @param lines One to six lines over them.
 * @param options Title, axes and size; marks.
 * @returns The figure.
 * @throws {RangeError} If a line is empty or not as long as the list of thresholds, a number is not
 * finite, or thresholds go back and forth.
 *
 * @example
 * ```ts
 * import { thresholdSweep } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = thresholdSweep([0.2, 0.5, 0.8], [
 *   { name: "precision", y: [0.5, 0.7, 0.9] },
 *   { name: "recall", y: [1, 0.8, 0.3] },
 * ], { marks: [{ at: 0.5, text: "usual" }] });
 * assertEquals(figure.data.map(({ name }) => name), ["precision", "recall"]);
 * ```
 */
export function thresholdSweep(
  thresholds: Numbers,
  lines: SweepLine[],
  { marks = [], ...options }: ThresholdSweepOptions = {},
): Figure {
  const action = "draw a threshold sweep";
  const up = thresholds.length < 2 || thresholds[1]! >= thresholds[0]!;
  const order = (values: Numbers) => up ? Array.from(values) : Array.from(values).reverse();
  const x = order(thresholds);
  const back = x.find((value, i) => i > 0 && value < x[i - 1]!);
  if (back !== undefined) throw new RangeError(cannot(action, "thresholds must be in order", back));
  const series: Series[] = lines.map(({ name, y }) => ({ name, x, y: order(y) }));
  const data = plainSeries(action, series, options).map((one, i) => ({
    type: "scatter",
    mode: "lines",
    ...one.name === undefined ? {} : { name: one.name },
    ...thin(action, one),
    // Up to a threshold everything is as at that threshold, since scores on it count.
    line: { color: COLOURS[i], dash: DASHES[i], width: 2, shape: "vh" },
  }));
  const axes = { x: { label: "threshold", ...options.x }, y: { ...options.y } };
  const layout = {
    ...seriesLayout(action, data, { ...options, ...axes }, 1),
    shapes: marks.map(({ at }) => upright(action, at)),
    annotations: marks.map(({ at, text }) => ({
      x: at,
      y: 1,
      yref: "paper",
      yanchor: "top",
      xanchor: "left",
      xshift: 3,
      showarrow: false,
      text: escapeText(text),
    })),
  };
  return { data, layout };
}

function upright(action: string, at: number) {
  if (!Number.isFinite(at)) throw new RangeError(cannot(action, "marks must be finite", at));
  const line = { color: "#808080", width: 1.5, dash: "dash" };
  return { type: "line", x0: at, x1: at, y0: 0, y1: 1, yref: "paper", line };
}
