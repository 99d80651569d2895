import { cannot, checkSameLength } from "../core/mod.ts";
import { type Numbers, plain } from "./numbers.ts";
import { hasLegend, legend } from "./legend.ts";
import { axis, baseLayout, escapeText, type FigureOptions } from "./options.ts";
import { MAX_SERIES } from "./palette.ts";

/** Points that belong together, `x[i]` with `y[i]`. */
export type Series = {
  /** What the legend calls it. @default none, and no legend for a single series */
  name?: string;
  /** Horizontal places, shape `(n)`. @default 0, 1, …, n − 1 */
  x?: Numbers;
  /** Vertical places, shape `(n)`, n >= 1. */
  y: Numbers;
};

/** A series whose numbers were checked and copied. */
export type PlainSeries = { name?: string; x: number[]; y: number[] };

/**
 * Checks and copies one to six series.
 *
 * @param action What is being drawn, for error texts.
 * @param series What the caller gave.
 * @param options Whose `x.log` and `y.log` count.
 * @returns The series as plain arrays.
 */
export function plainSeries(
  action: string,
  series: Series[],
  options: FigureOptions,
): PlainSeries[] {
  checkCount(action, "series", series);
  return series.map(({ name, x, y }, i) => {
    const of = name === undefined ? series.length > 1 ? ` of series ${i}` : "" : ` of "${name}"`;
    if (x) checkSameLength(action, [`x${of}`, x.length], [`y${of}`, y.length]);
    const heights = plain(action, `y${of}`, y, options.y?.log);
    const places = x ?? heights.map((_, at) => at + (options.x?.log ? 1 : 0));
    return {
      ...name === undefined ? {} : { name: escapeText(name) },
      x: plain(action, `x${of}`, places, options.x?.log),
      y: heights,
    };
  });
}

/** The layout of a figure of series: base, legend and both axes. */
export function seriesLayout(
  action: string,
  series: { name?: string }[],
  options: FigureOptions,
  legendFrom = 2, // a single line needs no name: the title has it
): Record<string, unknown> {
  return {
    ...baseLayout(action, options, { legend: hasLegend(series, legendFrom) }),
    ...legend(series, legendFrom),
    xaxis: axis(action, "x", options.x),
    yaxis: axis(action, "y", options.y),
  };
}

/** Stops unless there are one to `MAX_SERIES` things to draw. */
export function checkCount(action: string, name: string, list: unknown[]): void {
  if (!Array.isArray(list)) throw new TypeError(cannot(action, `${name} must be a list`, list));
  if (list.length >= 1 && list.length <= MAX_SERIES) return;
  const needed = `1 to ${MAX_SERIES} ${name} can be told apart in one figure`;
  throw new RangeError(cannot(action, needed, list.length));
}
