import { cannot, checkSameLength } from "../../core/mod.ts";

/** A cut of the line: `sign` right of it, `−sign` left of it and at it. */
export type Threshold = {
  /** Where it cuts; −Infinity where one side is empty. */
  readonly cut: number;
  /** What it says to the right: −1 or +1. */
  readonly sign: 1 | -1;
  /** Share of samples on which it is wrong, from 0 to 1/2. */
  readonly errors: number;
};

/**
 * Of all cuts of a line, both ways round, the one with the fewest errors: empirical risk minimisation of
 * the 0-1 loss itself, which here takes no more than sorting. The class has VC dimension 2.
 *
 * It cuts in the middle between two samples; at a tie leftmost, and +1 to the right before −1. Samples at one place cannot be cut
 * apart.
 *
 * @param x Places on the line, shape `(n)`, n ≥ 1.
 * @param y Labels, −1 or +1, shape `(n)`.
 * @returns The best cut.
 * @throws {RangeError} If lengths differ or are 0, a place is not finite, or a label is another.
 *
 * @example
 * ```ts
 * import { fitThreshold } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * const { cut, sign, errors } = fitThreshold([1, 2, 3, 4], [-1, -1, 1, 1]);
 * assertEquals([cut, sign, errors], [2.5, 1, 0]);
 * ```
 */
export function fitThreshold(x: ArrayLike<number>, y: ArrayLike<number>): Threshold {
  checkSameLength(ACTION, ["x", x.length], ["y", y.length]);
  const order = Uint32Array.from({ length: x.length }, (_, i) => checked(x, y, i))
    .sort((a, b) => x[a]! - x[b]!);
  // The sum of labels right of the cut less that left of it: n if +1 to the right is always true.
  let agreement = Float64Array.from(y).reduce((sum, label) => sum + label, 0);
  let best = { cut: -Infinity, agreement };
  order.forEach((i, at) => {
    agreement -= 2 * y[i]!;
    const next = order[at + 1];
    const apart = next === undefined || x[next]! > x[i]!;
    if (!apart || next === undefined) return; // a cut right of all is one left of all, turned round
    const better = Math.abs(agreement) > Math.abs(best.agreement);
    if (better) best = { cut: (x[i]! + x[next]!) / 2, agreement };
  });
  const sign = best.agreement >= 0 ? 1 : -1;
  return { cut: best.cut, sign, errors: (1 - Math.abs(best.agreement) / x.length) / 2 };
}

const ACTION = "fit a threshold";

function checked(x: ArrayLike<number>, y: ArrayLike<number>, i: number): number {
  if (!Number.isFinite(x[i])) {
    throw new RangeError(`${cannot(ACTION, "x must hold finite numbers", x[i])} at ${i}`);
  }
  if (y[i] !== 1 && y[i] !== -1) {
    throw new RangeError(`${cannot(ACTION, "labels must be −1 or +1", y[i])} at ${i}`);
  }
  return i;
}
