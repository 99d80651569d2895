import { cannot } from "../../core/mod.ts";

/**
 * Holm's correction: p-values of several tests, made so large that the chance of even one false
 * alarm among them stays below the level asked for.
 *
 * Of m p-values in rising order the i-th is multiplied by m − i + 1, and none may be smaller than the
 * one before. It promises the same as Bonferroni's factor m for all and finds more.
 *
 * @param pValues From 0 to 1, shape `(m)`, m >= 1, in any order.
 * @returns The corrected p-values in the same order, from 0 to 1.
 * @throws {RangeError} If there is none, or one is not from 0 to 1.
 *
 * @example
 * ```ts
 * import { holmCorrection } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(holmCorrection([0.25, 0.03125, 0.125]), [0.25, 0.09375, 0.25]);
 * ```
 *
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6 (1979), 65–70.
 */
export function holmCorrection(pValues: ArrayLike<number>): number[] {
  const m = pValues.length;
  if (m === 0) throw new RangeError(cannot(ACTION, "pValues must hold at least one value", []));
  const order = Array.from(pValues, (p, i) => {
    if (p >= 0 && p <= 1) return i;
    throw new RangeError(cannot(ACTION, "pValues must hold numbers from 0 to 1", p));
  }).sort((a, b) => pValues[a]! - pValues[b]!);
  const corrected = new Array<number>(m);
  let before = 0;
  for (const [rank, i] of order.entries()) {
    before = Math.max(before, Math.min(1, (m - rank) * pValues[i]!));
    corrected[i] = before;
  }
  return corrected;
}

const ACTION = "compute holmCorrection";
