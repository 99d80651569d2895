import { checkInteger } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import { type Numbers, plain } from "./numbers.ts";
import { escapeText, type FigureOptions } from "./options.ts";
import { area } from "./palette.ts";
import { checkCount, seriesLayout } from "./series.ts";

/** Values whose spread is shown. */
export type Sample = {
  /** What the legend calls it. @default none */
  name?: string;
  /** The values, shape `(n)`, n >= 1, in any order. */
  values: Numbers;
};

/** What {@linkcode histogram} can be told. */
export type HistogramOptions = FigureOptions & {
  /** Number of bins, 1 to 500. @default by the Freedman–Diaconis rule for the largest sample, 5 to 60 */
  bins?: number;
};

/**
 * How often values fall into each of a row of equal bins. All samples share the bins.
 *
 * Bin i holds the values from its lower end to before its upper end; the last holds its upper end
 * too. Values that are all equal get one bin of width 1 around them.
 *
 * @param samples One to six samples of any size: only the counts enter the figure.
 * @param options Title, axes and size; `bins` for their number.
 * @returns The figure.
 * @throws {RangeError} If a sample is empty or holds a number that is not finite, or `bins` is not
 * from 1 to 500.
 *
 * @example
 * ```ts
 * import { histogram } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = histogram([{ values: [0, 1, 1, 2, 4] }], { bins: 2 });
 * assertEquals(figure.data[0]!.x, [1, 3]); // the middles of 0 to 2 and 2 to 4
 * assertEquals(figure.data[0]!.y, [3, 2]);
 * ```
 *
 * Source of the rule: D. Freedman, P. Diaconis, Z. Wahrscheinlichkeitstheorie 57 (1981).
 */
export function histogram(samples: Sample[], options: HistogramOptions = {}): Figure {
  const action = "draw a histogram";
  checkCount(action, "samples", samples);
  const lists = samples.map(({ name, values }, i) => {
    const of = name === undefined ? samples.length > 1 ? ` of sample ${i}` : "" : ` of "${name}"`;
    plain(action, `values${of}`, values); // refuses what cannot be drawn
    return Float64Array.from(values).sort();
  });
  if (options.bins !== undefined) checkInteger(action, "bins", options.bins, 1, 500);
  const { start, width, count } = bins(lists, options.bins);
  const middles = Array.from({ length: count }, (_, i) => start + (i + 0.5) * width);
  const data = lists.map((sorted, i) => ({
    type: "bar",
    ...samples[i]!.name === undefined ? {} : { name: escapeText(samples[i]!.name!) },
    x: plain(action, "bins", middles),
    y: counts(sorted, start, width, count),
    width,
    marker: area(i),
    hovertemplate: `%{x} ± ${Number((width / 2).toPrecision(3))}: %{y}<extra></extra>`,
  }));
  const y = { label: "count", ...options.y };
  const layout = seriesLayout(action, data, { ...options, y });
  return { data, layout: { ...layout, barmode: "overlay", bargap: 0 } };
}

/** Where the bins start, how wide they are and how many, for samples in ascending order. */
function bins(lists: Float64Array[], wanted?: number) {
  const low = Math.min(...lists.map((list) => list[0]!));
  const high = Math.max(...lists.map((list) => list.at(-1)!));
  const largest = lists.reduce((a, b) => (b.length > a.length ? b : a));
  const middleHalf = at(largest, 0.75) - at(largest, 0.25);
  const ideal = (2 * middleHalf) / Math.cbrt(largest.length);
  const fitting = ideal > 0 ? Math.round((high - low) / ideal) : 10;
  const count = wanted ?? Math.max(5, Math.min(60, fitting));
  const width = (high - low) / count;
  // Values that are equal, or so near each other that float64 has no numbers for the bins' edges.
  if (low + width === low) return { start: low - 0.5, width: 1, count: 1 };
  return { start: low, width, count };
}

function at(sorted: Float64Array, share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))]!;
}

function counts(values: Float64Array, start: number, width: number, count: number): number[] {
  const found = new Array<number>(count).fill(0);
  for (const value of values) {
    const bin = Math.min(count - 1, Math.floor((value - start) / width));
    found[bin]!++;
  }
  return found;
}
