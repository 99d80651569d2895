import { cannot } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import { plain } from "./numbers.ts";
import { axis, baseLayout, escapeText, type FigureOptions } from "./options.ts";
import { area, COLOURS } from "./palette.ts";

/** One bar. */
export type Bar = {
  /** What stands below it; each name once. */
  name: string;
  /** Where the bar ends. */
  value: number;
  /** Lower and upper end of the interval around the value. @default no interval */
  interval?: [number, number];
};

/** Plotly draws no interval where the length is no number, and a flat one for null and for 0. */
const NO_LENGTH = "none";

/** Bars whose names can still be read. */
const MAX_BARS = 40;

/**
 * Bars from 0 with the interval around each, such as scores of models with 95 % intervals.
 *
 * With `y.range` bars may start elsewhere; then they show as points with intervals, because a cut
 * bar misleads.
 *
 * @param bars One to 40 bars.
 * @param options Title, axes and size.
 * @returns The figure.
 * @throws {RangeError} If there are no bars or too many, a name comes twice, a number is not finite,
 * an interval does not hold its value, or the y axis is logarithmic.
 *
 * @example
 * ```ts
 * import { barWithIntervals } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = barWithIntervals([
 *   { name: "no pooling", value: 0.9, interval: [0.88, 0.92] },
 *   { name: "pooling", value: 0.95 },
 * ]);
 * assertEquals(figure.data[0]!.y, [0.9, 0.95]);
 * ```
 */
export function barWithIntervals(bars: Bar[], options: FigureOptions = {}): Figure {
  const action = "draw bars";
  checkBars(action, bars, options);
  const y = plain(action, "values", bars.map(({ value }) => value));
  const up = bars.map(({ value, interval }) => interval ? tidy(interval[1] - value) : NO_LENGTH);
  const down = bars.map(({ value, interval }) => interval ? tidy(value - interval[0]) : NO_LENGTH);
  const points = options.y?.range !== undefined && options.y.range[0] > 0;
  const data = [{
    ...points ? { type: "scatter", mode: "markers" } : { type: "bar", width: 0.6 },
    x: bars.map(({ name }) => escapeText(name)),
    y,
    marker: points ? { color: COLOURS[0], size: 10 } : area(0),
    error_y: {
      type: "data",
      array: up,
      arrayminus: down,
      thickness: 2,
      width: 6,
    },
  }];
  const layout = {
    ...baseLayout(action, options),
    showlegend: false,
    xaxis: {
      ...axis(action, "x", options.x),
      type: "category",
      range: [-0.6, bars.length - 0.4],
      showgrid: false,
    },
    yaxis: axis(action, "y", options.y),
  };
  return { data, layout };
}

function checkBars(action: string, bars: Bar[], { y }: FigureOptions): void {
  if (!Array.isArray(bars) || bars.length < 1 || bars.length > MAX_BARS) {
    const got = Array.isArray(bars) ? bars.length : bars;
    throw new RangeError(cannot(action, `1 to ${MAX_BARS} bars fit in one figure`, got));
  }
  if (y?.log) throw new RangeError(cannot(action, "y.log is not for bars, which start at 0"));
  const seen = new Set<string>();
  for (const { name, value, interval } of bars) {
    if (seen.has(name)) throw new RangeError(cannot(action, "each bar needs its own name", name));
    seen.add(name);
    if (!Number.isFinite(value)) {
      throw new RangeError(cannot(action, `value of "${name}" must be finite`, value));
    }
    if (
      !interval ||
      Number.isFinite(interval[1] - interval[0]) && interval[0] <= value && value <= interval[1]
    ) continue;
    const needed = `interval of "${name}" must hold its value ${value}`;
    throw new RangeError(cannot(action, needed, interval));
  }
}

function tidy(length: number): number {
  return Number(length.toPrecision(6));
}
