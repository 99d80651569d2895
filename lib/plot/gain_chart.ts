import type { Figure } from "./figure.ts";
import type { Numbers } from "./numbers.ts";
import { escapeText, type FigureOptions } from "./options.ts";
import { checkCount } from "./series.ts";
import { comparison, curve, sharesOf, squareLayout } from "./unit_square.ts";

/** One model's curve, from (0, 0) to (1, 1). */
export type GainCurve = {
  /** What the legend calls it. */
  name: string;
  /** Share of the samples looked at, shape `(n)`, 0 to 1, ascending. */
  share: Numbers;
  /** Share of the positives found among them, shape `(n)`, 0 to 1. */
  gain: Numbers;
};

/**
 * Cumulative gain: what part of the positives is found by looking at the samples with the highest
 * scores only.
 *
 * @param curves One to six curves.
 * @param options Title, axes and size.
 * @returns The figure; both axes go from 0 to 1 at one scale.
 * @throws {RangeError} If a curve is empty or its lengths differ, or a share leaves 0 to 1.
 *
 * @example
 * ```ts
 * import { gainChart } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = gainChart([{ name: "model", share: [0, 0.5, 1], gain: [0, 0.9, 1] }]);
 * assertEquals(figure.data.map(({ name }) => name), ["looking blindly", "model"]);
 * ```
 */
export function gainChart(curves: GainCurve[], options: FigureOptions = {}): Figure {
  const action = "draw a gain chart";
  checkCount(action, "curves", curves);
  const data = [
    comparison("looking blindly", [0, 1], [0, 1]),
    ...curves.map(({ name, share, gain }, i) => {
      const [x, y] = sharesOf(action, name, ["share", share], ["gain", gain]);
      return curve(action, i, escapeText(name), x, y);
    }),
  ];
  const labels = { x: "share looked at", y: "share of positives found" };
  return { data, layout: squareLayout(action, data, options, labels) };
}
