import { cannot, checkInteger, createPrng } from "../core/mod.ts";
import type { Examples } from "./examples.ts";

/** Settings of `recallTask`. */
export type RecallTaskOptions = {
  /** Sequences, 1 or more. */
  n: number;
  /** Steps of a sequence, 1 or more. */
  length: number;
  /** Different symbols, 2 to 256. */
  symbols: number;
  /** How many steps before the last one the symbol stands that is asked for, 0 to length − 1. */
  distance: number;
  /** Draws symbols and mistakes: a whole number from 0 to 2³² − 1. */
  seed: number;
  /** Share of the labels that are another symbol, 0 to 1 − 1 / symbols. @default 0.1 */
  noise?: number;
};

/** Sequences, and how well anybody can do on them. */
export type RecallTask = Examples & {
  /** Symbols, one hot: shape (n, length, symbols). */
  x: Uint8Array<ArrayBuffer>;
  /** The symbol that stood there, or another, shape (n). */
  y: Uint8Array<ArrayBuffer>;
  /** The mean cross-entropy in nats of who knows how the labels are made; nobody's is smaller. */
  optimalLoss: number;
  /** The share that who knows it gets right. */
  optimalAccuracy: number;
};

/**
 * Sequences of random symbols with the question which symbol stood so many steps before the end. All
 * else is to be forgotten: `distance` is how long a model has to remember, whatever the length.
 *
 * A share ε of the labels is one of the other k − 1 symbols. So the best answer is known: 1 − ε for
 * the symbol that stood there and ε / (k − 1) for each other, with an expected loss of
 *
 * `H = −(1 − ε) ln(1 − ε) − ε ln(ε / (k − 1))`.
 *
 * Who knows nothing has a loss of `ln k`. A smaller loss than H on the sequences that a model was
 * trained on says that it has learnt their mistakes by heart.
 *
 * @param options Sizes, distance, noise and seed.
 * @returns Sequences with labels, and the optimum.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { recallTask } from "descent/nn";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const task = recallTask({ n: 1, length: 3, symbols: 2, distance: 2, seed: 0, noise: 0 });
 * assertEquals(task.y[0], task.x[0] === 1 ? 0 : 1); // the first of three symbols
 * assertEquals(task.optimalLoss, 0);
 *
 * const noisy = recallTask({ n: 1, length: 3, symbols: 2, distance: 2, seed: 0, noise: 0.5 });
 * assertAlmostEquals(noisy.optimalLoss, Math.log(2)); // the labels say nothing
 * ```
 *
 * Source: the temporal order problems of S. Hochreiter, J. Schmidhuber, Long short-term memory, Neural
 * Computation 9 (1997), in a form with a known optimum.
 */
export function recallTask(
  { n, length, symbols, distance, seed, noise = 0.1 }: RecallTaskOptions,
): RecallTask {
  const action = "make a recall task";
  checkInteger(action, "n", n, 1);
  checkInteger(action, "length", length, 1);
  checkInteger(action, "symbols", symbols, 2, 256);
  checkInteger(action, "distance", distance, 0, length - 1);
  if (!(noise >= 0 && noise <= 1 - 1 / symbols)) {
    throw new RangeError(cannot(action, `noise must lie in 0 to 1 − 1 / ${symbols}`, noise));
  }
  const prng = createPrng(seed);
  const x = new Uint8Array(n * length * symbols);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < length; t++) {
      const symbol = prng.nextInteger(symbols);
      x[(i * length + t) * symbols + symbol] = 1;
      if (t === length - 1 - distance) y[i] = symbol;
    }
    // One of the others, each as likely.
    if (prng.next() < noise) y[i] = (y[i]! + 1 + prng.nextInteger(symbols - 1)) % symbols;
  }
  const other = noise / (symbols - 1);
  const optimalLoss = surprise(1 - noise, 1 - noise) + surprise(noise, other);
  return { x, y, optimalLoss, optimalAccuracy: 1 - noise };
}

/** What a probability adds to the expected loss where it comes with so large a share; 0 · ln 0 is 0. */
function surprise(share: number, probability: number): number {
  return share === 0 ? 0 : -share * Math.log(probability);
}
