import { cannot, checkSameLength } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import { type Numbers, plain } from "./numbers.ts";
import { escapeText, type FigureOptions } from "./options.ts";
import { COLOURS, DASHES, MARKERS } from "./palette.ts";
import { checkCount } from "./series.ts";
import { comparison, shares, sharesOf, squareLayout } from "./unit_square.ts";

/** How one model's probabilities came true, bin by bin. */
export type Reliability = {
  /** What the legend calls it. */
  name: string;
  /** Mean probability in each bin, shape `(bins)`, 0 to 1. */
  predicted: Numbers;
  /** Share of positives in each bin, shape `(bins)`, 0 to 1. */
  observed: Numbers;
  /** How many samples each bin holds: larger points for more. @default all points of one size */
  weight?: Numbers;
  /** Lower and upper end of an interval around each share. @default no intervals */
  interval?: readonly (readonly [number, number])[];
};

/** Diameter of a point in pixels: the largest, and that of a bin with hardly anything in it. */
const [LARGE, SMALL] = [18, 5];

/**
 * Reliability diagram: said against seen. Where probabilities are calibrated the points lie on the
 * diagonal; below it they promise too much.
 *
 * @param models One to six models.
 * @param options Title, axes and size.
 * @returns The figure; both axes go from 0 to 1 at one scale.
 * @throws {RangeError} If lengths differ or are 0, a share leaves 0 to 1, a weight is below 0, or an
 * interval does not hold its share.
 *
 * @example
 * ```ts
 * import { reliabilityDiagram } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = reliabilityDiagram([
 *   { name: "too sure", predicted: [0.1, 0.9], observed: [0.3, 0.7] },
 * ]);
 * assertEquals(figure.data.map(({ name }) => name), ["calibrated", "too sure"]);
 * ```
 */
export function reliabilityDiagram(models: Reliability[], options: FigureOptions = {}): Figure {
  const action = "draw a reliability diagram";
  checkCount(action, "models", models);
  const data = [
    comparison("calibrated", [0, 1], [0, 1]),
    ...models.map((model, i) => points(action, model, i)),
  ];
  const labels = { x: "predicted probability", y: "share that came true" };
  return { data, layout: squareLayout(action, data, options, labels) };
}

function points(action: string, model: Reliability, i: number) {
  const { name, predicted, observed, weight, interval } = model;
  const [x, y] = sharesOf(action, name, ["predicted", predicted], ["observed", observed]);
  if (weight) checkSameLength(action, ["predicted", x.length], ["weight", weight.length]);
  return {
    type: "scatter",
    mode: "lines+markers",
    name: escapeText(name),
    x,
    y,
    line: { color: COLOURS[i], dash: DASHES[i], width: 1.5 },
    marker: {
      color: COLOURS[i],
      symbol: MARKERS[i],
      size: weight ? sizes(action, name, weight) : 9,
      opacity: 1,
    },
    ...interval ? { error_y: bars(action, name, y, interval) } : {},
  };
}

/** Areas as the weights. */
function sizes(action: string, name: string, weight: Numbers): number[] {
  const weights = plain(action, `weight of "${name}"`, weight);
  const bad = weights.find((value) => value < 0);
  if (bad !== undefined) {
    throw new RangeError(cannot(action, `weight of "${name}" must not be below 0`, bad));
  }
  const most = Math.max(...weights) || 1;
  return weights.map((w) => Number((SMALL + (LARGE - SMALL) * Math.sqrt(w / most)).toFixed(1)));
}

function bars(
  action: string,
  name: string,
  observed: number[],
  interval: readonly (readonly [number, number])[],
) {
  checkSameLength(action, ["observed", observed.length], ["interval", interval.length]);
  const low = shares(action, `interval of "${name}"`, interval.map(([end]) => end));
  const high = shares(action, `interval of "${name}"`, interval.map(([, end]) => end));
  const out = observed.findIndex((y, i) => low[i]! > y + 1e-4 || high[i]! < y - 1e-4);
  if (out >= 0) {
    const needed = `interval of "${name}" must hold its share ${observed[out]}`;
    throw new RangeError(cannot(action, needed, interval[out]));
  }
  const length = (value: number) => Number(Math.max(0, value).toFixed(5));
  return {
    type: "data",
    array: observed.map((y, i) => length(high[i]! - y)),
    arrayminus: observed.map((y, i) => length(y - low[i]!)),
    thickness: 1,
    width: 4,
  };
}
