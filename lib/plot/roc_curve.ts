import { cannot, checkSameLength } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import { type Numbers, plain } from "./numbers.ts";
import { escapeText, type FigureOptions } from "./options.ts";
import { checkCount } from "./series.ts";
import { comparison, curve, squareLayout, toldArea } from "./unit_square.ts";

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
  const data = [
    comparison("guessing", [0, 1], [0, 1]),
    ...curves.map(({ name, falsePositiveRate, truePositiveRate, area }, i) => {
      const [x, y] = [
        ascending(action, `falsePositiveRate of "${name}"`, falsePositiveRate),
        ascending(action, `truePositiveRate of "${name}"`, truePositiveRate),
      ];
      checkSameLength(action, ["falsePositiveRate", x.length], ["truePositiveRate", y.length]);
      return curve(action, i, escapeText(name) + toldArea(action, name, area), x, y);
    }),
  ];
  const labels = { x: "false positive rate", y: "true positive rate" };
  return { data, layout: squareLayout(action, data, options, labels) };
}

function ascending(action: string, name: string, values: Numbers): number[] {
  const list = plain(action, name, values);
  const fits = list.length >= 2 &&
    list.every((v, i) => v >= 0 && v <= 1 && v >= (list[i - 1] ?? 0));
  if (fits) return list;
  throw new RangeError(
    cannot(action, `${name} must ascend within 0 to 1, 2 points at least`, list),
  );
}
