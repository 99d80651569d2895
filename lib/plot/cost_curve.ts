import type { Figure } from "./figure.ts";
import type { Numbers } from "./numbers.ts";
import { axis, escapeText, type FigureOptions } from "./options.ts";
import { checkCount, seriesLayout } from "./series.ts";
import { comparison, curve, SHARES, sharesOf } from "./unit_square.ts";

/** One classifier's lowest cost for every balance of the two mistakes. */
export type CostCurve = {
  /** What the legend calls it. */
  name: string;
  /** How much of the possible cost lies in misses, shape `(n)`, ascending from 0 to 1. */
  probabilityCost: Numbers;
  /** Expected cost as a share of the worst possible, shape `(n)`, 0 to 1. */
  expectedCost: Numbers;
};

/**
 * Cost curves: which classifier is cheapest, for every balance of how frequent the classes are and
 * what their mistakes cost, with the triangle of always naming one class.
 *
 * @param curves One to six curves.
 * @param options Title, axes and size.
 * @returns The figure.
 * @throws {RangeError} If a curve is empty or its lengths differ, or a share leaves 0 to 1.
 *
 * @example
 * ```ts
 * import { costCurve } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = costCurve([
 *   { name: "model", probabilityCost: [0, 0.5, 1], expectedCost: [0, 0.2, 0] },
 * ]);
 * assertEquals(figure.data.map(({ name }) => name), ["always one class", "model"]);
 * ```
 */
export function costCurve(curves: CostCurve[], options: FigureOptions = {}): Figure {
  const action = "draw a cost curve";
  checkCount(action, "curves", curves);
  const data = [
    comparison("always one class", [0, 0.5, 1], [0, 0.5, 0]),
    ...curves.map(({ name, probabilityCost, expectedCost }, i) => {
      const [x, y] = sharesOf(
        action,
        name,
        ["probabilityCost", probabilityCost],
        ["expectedCost", expectedCost],
      );
      return curve(action, i, escapeText(name), x, y);
    }),
  ];
  const x = { label: "share of the possible cost that is misses", ...options.x };
  const y = { label: "expected cost", ...options.y };
  const layout = {
    ...seriesLayout(action, data, { ...options, x, y }),
    xaxis: { ...SHARES, ...axis(action, "x", x) },
    yaxis: { range: [-0.005, 0.51], zeroline: false, ...axis(action, "y", y) },
  };
  return { data, layout };
}
