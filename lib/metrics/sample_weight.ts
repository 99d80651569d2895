import { cannot } from "../core/mod.ts";

/**
 * Stops unless there is one weight of at least 0 for each of n samples, and one above 0. No weights
 * at all are fine: then each sample counts once.
 */
export function checkSampleWeight(
  action: string,
  sampleWeight: ArrayLike<number> | undefined,
  n: number,
): void {
  if (sampleWeight === undefined) return;
  if (sampleWeight.length !== n) {
    throw new RangeError(cannot(action, `sampleWeight must have length ${n}`, sampleWeight.length));
  }
  const weights = Array.from(sampleWeight);
  const bad = weights.find((weight) => !Number.isFinite(weight) || weight < 0);
  if (bad !== undefined) {
    throw new RangeError(
      cannot(action, "sampleWeight must hold finite numbers of at least 0", bad),
    );
  }
  if (!weights.some((weight) => weight > 0)) {
    throw new RangeError(cannot(action, "sampleWeight must hold a weight above 0", weights));
  }
}
