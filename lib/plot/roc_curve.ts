import { cannot, checkBetween, checkSameLength } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import { type Numbers, plain } from "./numbers.ts";
import { axis, escapeText, type FigureOptions } from "./options.ts";
import { COLOURS, DASHES } from "./palette.ts";
import { checkCount, seriesLayout } from "./series.ts";
import { thin } from "./thin.ts";

/** One classifier's curve, from (0, 0) to (1, 1). */
export type RocCurve = {
  /** What the legend calls it. */
  name: string;
  /** Shares of the negatives taken for positive, shape `(n)`, n >= 2, ascending from 0 to 1. */
  falsePositiveRate: Numbers;
  /** Shares of the positives found, shape `(n)`, ascending from 0 to 1. */
  truePositiveRate: Numbers;
  /** Area under the curve, 0 to 1, told in the legend. @default not told */
  area?: number;
};

/**
 * Receiver operating characteristic: what each threshold finds against what it gets wrong, with the
 * diagonal of guessing.
 *
 * @param curves One to five curves.
 * @param options Title, axes and size.
 * @returns The figure; both axes go from 0 to 1 at one scale.
 * @throws {RangeError} If a curve has fewer than two points, lengths that differ, rates that leave
 * 0 to 1 or descend, or an area outside 0 to 1.
 *
 * @example
 * ```ts
 * import { rocCurve } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = rocCurve([{
 *   name: "spam filter",
 *   falsePositiveRate: [0, 0, 0.5, 1],
 *   truePositiveRate: [0, 0.5, 1, 1],
 *   area: 0.875,
 * }]);
 * assertEquals(figure.data.map(({ name }) => name), ["guessing", "spam filter (area 0.875)"]);
 * ```
 */
export function rocCurve(curves: RocCurve[], options: FigureOptions = {}): Figure {
  const action = "draw a ROC curve";
  checkCount(action, "curves", curves);
  const guessing = {
    type: "scatter",
    mode: "lines",
    name: "guessing",
    x: [0, 1],
    y: [0, 1],
    line: { color: "#808080", dash: "dot", width: 1 },
  };
  const data = [
    guessing,
    ...curves.map((curve, i) => ({
      type: "scatter",
      mode: "lines",
      ...points(action, curve),
      line: { color: COLOURS[i], dash: DASHES[i], width: 2 },
    })),
  ];
  const sides = {
    x: { label: "false positive rate", ...options.x },
    y: { label: "true positive rate", ...options.y },
  };
  const rates = { range: [-0.01, 1.01], constrain: "domain", dtick: 0.2, zeroline: false };
  const layout = {
    ...seriesLayout(action, data, { width: 540, height: 540, ...options, ...sides }),
    xaxis: { ...rates, ...axis(action, "x", sides.x) },
    yaxis: { ...rates, scaleanchor: "x", ...axis(action, "y", sides.y) },
  };
  return { data, layout };
}

function points(action: string, { name, falsePositiveRate, truePositiveRate, area }: RocCurve) {
  const [x, y] = [
    rates(action, `falsePositiveRate of "${name}"`, falsePositiveRate),
    rates(action, `truePositiveRate of "${name}"`, truePositiveRate),
  ];
  checkSameLength(action, ["falsePositiveRate", x.length], ["truePositiveRate", y.length]);
  if (area !== undefined) checkBetween(action, `area of "${name}"`, area, -1e-9, 1 + 1e-9);
  const told = area === undefined ? "" : ` (area ${area.toFixed(3)})`;
  return { name: escapeText(name) + told, ...thin(action, { x, y }) };
}

function rates(action: string, name: string, values: Numbers): number[] {
  const list = plain(action, name, values);
  const fits = list.length >= 2 &&
    list.every((v, i) => v >= 0 && v <= 1 && v >= (list[i - 1] ?? 0));
  if (fits) return list;
  throw new RangeError(
    cannot(action, `${name} must ascend within 0 to 1, 2 points at least`, list),
  );
}
