import { cannot } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import type { Numbers } from "./numbers.ts";
import { escapeText, type FigureOptions } from "./options.ts";
import { checkCount } from "./series.ts";
import { comparison, curve, sharesOf, squareLayout, toldArea } from "./unit_square.ts";

/** One classifier's curve, from full recall down to none. */
export type PrecisionRecallCurve = {
  /** What the legend calls it. */
  name: string;
  /** Of those taken for positive, the shares that are, shape `(n)`, 0 to 1. */
  precision: Numbers;
  /** Of the positives, the shares found, shape `(n)`, 0 to 1, descending. */
  recall: Numbers;
  /** Average precision, 0 to 1, told in the legend. @default not told */
  area?: number;
};

/** What {@linkcode precisionRecallCurve} can be told. */
export type PrecisionRecallOptions = FigureOptions & {
  /** Share of positives, which guessing has for a precision at every recall. @default not drawn */
  baseRate?: number;
};

/**
 * Precision against recall: how pure the alarms are when more and more of the positives are to be
 * found. The line goes in steps, as average precision adds them up.
 *
 * @param curves One to six curves.
 * @param options Title, axes and size; the share of positives.
 * @returns The figure; both axes go from 0 to 1 at one scale.
 * @throws {RangeError} If a curve is empty or its lengths differ, a share leaves 0 to 1, or recall
 * ascends.
 *
 * @example
 * ```ts
 * import { precisionRecallCurve } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = precisionRecallCurve([{
 *   name: "spam filter",
 *   precision: [0.5, 2 / 3, 1, 1],
 *   recall: [1, 1, 0.5, 0],
 *   area: 5 / 6,
 * }], { baseRate: 0.5 });
 * assertEquals(figure.data.map(({ name }) => name), ["guessing", "spam filter (area 0.833)"]);
 * ```
 */
export function precisionRecallCurve(
  curves: PrecisionRecallCurve[],
  { baseRate, ...options }: PrecisionRecallOptions = {},
): Figure {
  const action = "draw a precision–recall curve";
  checkCount(action, "curves", curves);
  if (baseRate !== undefined && !(baseRate >= 0 && baseRate <= 1)) {
    throw new RangeError(cannot(action, "baseRate must lie within 0 to 1", baseRate));
  }
  const guessing = baseRate === undefined
    ? []
    : [comparison("guessing", [0, 1], [baseRate, baseRate])];
  const data = [...guessing, ...curves.map((one, i) => steps(action, one, i))];
  return { data, layout: squareLayout(action, data, options, { x: "recall", y: "precision" }) };
}

function steps(action: string, one: PrecisionRecallCurve, i: number) {
  const { name, precision, recall, area } = one;
  const [y, x] = sharesOf(action, name, ["precision", precision], ["recall", recall]);
  const up = x.find((value, at) => at > 0 && value > x[at - 1]!);
  if (up !== undefined) {
    throw new RangeError(cannot(action, `recall of "${name}" must not ascend`, up));
  }
  const told = escapeText(name) + toldArea(action, name, area);
  const line = curve(action, i, told, x.toReversed(), y.toReversed());
  return { ...line, line: { ...line.line, shape: "vh" } };
}
