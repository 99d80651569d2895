import { cannot } from "../../core/mod.ts";
import type { Labels } from "../labels.ts";
import { chosenLabels, tableOf } from "./confusion_matrix.ts";
import { countPairs } from "./pairs.ts";

/** What `cohenKappaScore` may be told. */
export type CohenKappaOptions = {
  /**
   * How bad a confusion is: all alike (`"none"`), by how many places apart the two labels stand
   * (`"linear"`), or by the square of that (`"quadratic"`). For grades in order.
   *
   * @default "none"
   */
  weights?: "none" | "linear" | "quadratic";
  /** The labels that count, in the order of the grades. @default all that occur, sorted */
  labels?: Labels;
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/**
 * Cohen's kappa: how much two raters, or truth and prediction, agree beyond what chance would give.
 *
 * `1 − sum w O / sum w E`, with O the observed pairs and E those expected of independent raters with
 * the same frequencies.
 *
 * @param yTrue Labels of one rater, shape `(n)`, n >= 1.
 * @param yPred Labels of the other, shape `(n)`, in the same order and of the same kind.
 * @param options How confusions weigh; labels; sample weights.
 * @returns 1 for full agreement, 0 for that of chance, below 0 for less.
 * @throws {RangeError} If the lengths differ or are 0, a number is not whole, weights are negative,
 * not finite, or all 0, or kappa is 0/0: then both raters know only one and the same label.
 * @throws {TypeError} If numbers, texts and truth values are mixed.
 *
 * @example
 * ```ts
 * import { cohenKappaScore } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [first, second] = [[1, 1, 2, 2], [1, 1, 1, 2]]; // 3/4 agree, by chance 1/2 would
 * assertAlmostEquals(cohenKappaScore(first, second), 0.5);
 * ```
 *
 * Source: J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968).
 */
export function cohenKappaScore(
  yTrue: Labels,
  yPred: Labels,
  { weights = "none", labels, sampleWeight }: CohenKappaOptions = {},
): number {
  const pairs = countPairs(ACTION, yTrue, yPred, sampleWeight);
  const observed = tableOf(pairs, labels ? chosenLabels(ACTION, pairs, labels) : pairs.labels);
  const weight = disagreement(weights);
  const rows = observed.map((row) => row.reduce((total, count) => total + count, 0));
  const columns = observed.map((_, j) => observed.reduce((total, row) => total + row[j]!, 0));
  const whole = rows.reduce((total, count) => total + count, 0);
  let seen = 0;
  let expected = 0;
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < rows.length; j++) {
      seen += weight(i, j) * observed[i]![j]!;
      expected += weight(i, j) * columns[j]! * rows[i]!;
    }
  }
  if (expected > 0) return 1 - seen * whole / expected;
  const needed = "yTrue and yPred must hold more than one and the same label, or kappa is 0/0";
  throw new RangeError(cannot(ACTION, needed));
}

const ACTION = "compute cohenKappaScore";

function disagreement(weights: string): (i: number, j: number) => number {
  if (weights === "none") return (i, j) => i === j ? 0 : 1;
  if (weights === "linear") return (i, j) => Math.abs(i - j);
  if (weights === "quadratic") return (i, j) => (i - j) ** 2;
  const needed = 'weights must be "none", "linear" or "quadratic"';
  throw new RangeError(cannot(ACTION, needed, weights));
}
