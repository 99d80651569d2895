import { cannot, checkSameLength } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import { type Numbers, plain } from "./numbers.ts";
import { axis, escapeText, type FigureOptions } from "./options.ts";
import { checkCount, seriesLayout } from "./series.ts";
import { comparison, curve, SHARES, shares } from "./unit_square.ts";

/** One model's curve. */
export type LiftCurve = {
  /** What the legend calls it. */
  name: string;
  /** Share of the samples looked at, shape `(n)`, 0 to 1, ascending. */
  share: Numbers;
  /** How many times as many positives are among them as among others, shape `(n)`, 0 or more. */
  lift: Numbers;
};

/**
 * Lift: how many times as many positives are found as by looking blindly, against how much is looked
 * at.
 *
 * @param curves One to six curves.
 * @param options Title, axes and size.
 * @returns The figure.
 * @throws {RangeError} If a curve is empty or its lengths differ, a share leaves 0 to 1, or a lift is
 * below 0.
 *
 * @example
 * ```ts
 * import { liftChart } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = liftChart([{ name: "model", share: [0, 0.5, 1], lift: [3, 1.8, 1] }]);
 * assertEquals(figure.data.map(({ name }) => name), ["looking blindly", "model"]);
 * ```
 */
export function liftChart(curves: LiftCurve[], options: FigureOptions = {}): Figure {
  const action = "draw a lift chart";
  checkCount(action, "curves", curves);
  const data = [
    comparison("looking blindly", [0, 1], [1, 1]),
    ...curves.map(({ name, share, lift }, i) => {
      checkSameLength(action, ["share", share.length], ["lift", lift.length]);
      const x = shares(action, `share of "${name}"`, share);
      const y = plain(action, `lift of "${name}"`, lift);
      const bad = y.find((value) => value < 0);
      if (bad === undefined) return curve(action, i, escapeText(name), x, y);
      throw new RangeError(cannot(action, `lift of "${name}" must not be below 0`, bad));
    }),
  ];
  const x = { label: "share looked at", ...options.x };
  const y = { label: "lift", ...options.y };
  const layout = {
    ...seriesLayout(action, data, { ...options, x, y }),
    xaxis: { ...SHARES, ...axis(action, "x", x) },
    yaxis: { rangemode: "tozero", ...axis(action, "y", y) },
  };
  return { data, layout };
}
