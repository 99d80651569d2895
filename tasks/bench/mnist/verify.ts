import { cannot } from "descent/core";

/**
 * How far float32 may be from the float64 reference: losses by this share, probabilities by this
 * much. Ten steps of Adam on one batch: rounding alone is worth 1e-6 to 1e-5 by then; a wrong
 * gradient, or epsilon in the wrong place, shows at least ten times that.
 */
export const TOLERANCE = 1e-4;

/** Steps that are compared: the first update alone would not show wrong moments in Adam. */
export const VERIFY_STEPS = 10;

/** How far one contestant is from the reference. */
export type Verification = {
  id: string;
  label: string;
  /** Its first losses. */
  losses: number[];
  /** Largest |loss - reference| / reference. */
  lossError: number;
  /** Largest |probability - reference| before training; absent without inference. */
  probabilityError?: number;
};

/**
 * The largest difference between what came and what should have come.
 *
 * @param values What came; may be shorter than what it is compared with.
 * @param expected What should have come.
 * @param relative Whether a difference counts as a share of what should have come.
 * @returns The difference; infinite where a value is not a number, or where there are none.
 */
export function largestError(
  values: readonly number[],
  expected: readonly number[],
  relative: boolean,
): number {
  if (values.length === 0 || values.length > expected.length) return Infinity;
  const errors = values.map((value, i) =>
    Math.abs(value - expected[i]!) / (relative ? Math.abs(expected[i]!) : 1)
  );
  return errors.every(Number.isFinite) ? Math.max(...errors) : Infinity;
}

/**
 * Stops unless all contestants compute the same thing.
 *
 * @param verifications One for each contestant.
 * @throws {RangeError} If one is further off than {@linkcode TOLERANCE}; it is named.
 */
export function checkVerified(verifications: readonly Verification[]): void {
  for (const { label, losses, lossError, probabilityError = 0 } of verifications) {
    if (!(lossError <= TOLERANCE)) {
      const needed = `${label} must show the reference's first losses within ${TOLERANCE}`;
      stop(needed, `${lossError.toExponential(1)} with ${losses.join(", ")}`);
    }
    if (!(probabilityError <= TOLERANCE)) {
      const needed = `${label} must give the reference's probabilities within ${TOLERANCE}`;
      stop(needed, probabilityError.toExponential(1));
    }
  }
}

function stop(needed: string, error: string): never {
  throw new RangeError(`${cannot("compare speeds", needed)}, got an error of ${error}`);
}
