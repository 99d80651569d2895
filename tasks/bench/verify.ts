import { cannot } from "descent/core";

/**
 * How far float32 losses may be from the float64 reference, as a share of it. Ten steps of Adam on
 * one batch: rounding alone is worth 1e-6 to 1e-5 by then; a wrong gradient, or epsilon in the wrong
 * place, shows a hundred times that.
 */
export const TOLERANCE = 1e-4;

/** Steps that are compared: the first update alone would not show wrong moments in Adam. */
export const VERIFY_STEPS = 10;

/** How one contestant did. */
export type Verification = {
  id: string;
  label: string;
  losses: number[];
  /** Largest |loss - reference| / reference over the steps. */
  worst: number;
};

/**
 * Compares a contestant's losses with the reference.
 *
 * @param who The contestant.
 * @param losses Its losses; may be fewer than the reference's.
 * @param reference What they must be.
 * @returns The losses and how far they are off; a loss that is not a number is infinitely far.
 */
export function verify(
  { id, label }: { id: string; label: string },
  losses: number[],
  reference: number[],
): Verification {
  const off = losses.map((loss, i) => Math.abs(loss - reference[i]!) / reference[i]!);
  const worst = Math.max(...off.map((value) => Number.isFinite(value) ? value : Infinity));
  return { id, label, losses, worst: losses.length === 0 ? Infinity : worst };
}

/**
 * Stops unless all contestants compute the same thing.
 *
 * @param verifications One for each contestant.
 * @throws {RangeError} If one is further off than {@linkcode TOLERANCE}; it is named.
 */
export function checkVerified(verifications: readonly Verification[]): void {
  const wrong = verifications.find(({ worst }) => !(worst <= TOLERANCE));
  if (!wrong) return;
  const needed = `${wrong.label} must show the reference's first losses within ${TOLERANCE}`;
  const got = `${wrong.worst.toExponential(1)} off with ${wrong.losses.join(", ")}`;
  throw new RangeError(`${cannot("compare speeds", needed)}, got ${got}`);
}
