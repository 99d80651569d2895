import { checkInteger, permutation, type Prng } from "../core/mod.ts";

/** Of what the batches are made. */
export type BatchOptions = {
  /** How many samples there are, at least 1. */
  n: number;
  /** How many go into a batch, from 1 to n; the last of an epoch may have fewer. */
  batchSize: number;
  /** Where the order comes from. */
  prng: Prng;
};

/**
 * Random mini-batches without end: each epoch goes through all samples once, in an order of its own.
 *
 * @param options n, batch size, randomness.
 * @returns Gives the positions of the next batch's samples at each call.
 * @throws {RangeError} If n or the batch size is out of its range.
 *
 * @example Three batches make an epoch of 5
 * ```ts
 * import { createPrng } from "descent/core";
 * import { miniBatches } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const next = miniBatches({ n: 5, batchSize: 2, prng: createPrng(0) });
 * const epoch = [next(), next(), next()];
 * assertEquals(epoch.map(({ length }) => length), [2, 2, 1]);
 * assertEquals(epoch.flatMap((batch) => [...batch]).sort(), [0, 1, 2, 3, 4]);
 * ```
 */
export function miniBatches({ n, batchSize, prng }: BatchOptions): () => Uint32Array {
  checkInteger("make mini-batches", "n", n, 1);
  checkInteger("make mini-batches", "batchSize", batchSize, 1, n);
  let order = new Uint32Array(0);
  let at = 0;
  return () => {
    if (at >= order.length) {
      order = permutation(n, prng);
      at = 0;
    }
    const batch = order.subarray(at, at + batchSize);
    at += batchSize;
    return batch;
  };
}

/**
 * A gradient estimated from the next mini-batch at each call: what makes stochastic gradient descent
 * of gradient descent, and a mini-batch method of every other optimiser.
 *
 * @param gradient The mean gradient over the samples at some positions.
 * @param options n, batch size, randomness.
 * @returns The gradient for {@linkcode minimize}, which needs `gradientTolerance: 0` then: one batch
 * without slope is not yet a minimum. Line searches need the full gradient.
 * @throws {RangeError} If n or the batch size is out of its range.
 *
 * @example The mean of some numbers, one number at a time
 * ```ts
 * import { createPrng } from "descent/core";
 * import { gradientDescent, inverseTime, minimize, stochastic } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const numbers = [1, 2, 3, 6];
 * const gradient = stochastic(
 *   ([w], batch) => Float64Array.of(batch.reduce((sum, i) => sum + w! - numbers[i]!, 0)),
 *   { n: 4, batchSize: 1, prng: createPrng(0) },
 * );
 * // With the rate 1/t, w is the mean of all that was seen.
 * const optimizer = gradientDescent({ learningRate: inverseTime({ initial: 1, rate: 1 }) });
 * const { w } = minimize(() => 0, gradient, Float64Array.of(0), {
 *   optimizer,
 *   steps: 40,
 *   gradientTolerance: 0, // a batch without slope is not a minimum
 * });
 * assertAlmostEquals(w[0]!, 3);
 * ```
 */
export function stochastic(
  gradient: (params: Float64Array, batch: Uint32Array) => Float64Array,
  options: BatchOptions,
): (params: Float64Array) => Float64Array {
  const next = miniBatches(options);
  return (params) => gradient(params, next());
}
