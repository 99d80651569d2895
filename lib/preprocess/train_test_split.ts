import { cannot, checkBetween, createPrng, permutation, type Split } from "../core/mod.ts";

/** What {@linkcode trainTestSplit} must be told. */
export type TrainTestSplitOptions = {
  /** Share of the examples that go to the test part, between 0 and 1. */
  testSize: number;
  /** Where the randomness comes from, a whole number from 0 to 2³² − 1. */
  seed: number;
};

/**
 * Splits n examples at random into a training and a test part of `round(testSize · n)`.
 *
 * Where classes are unequal, `stratifiedSplit` keeps their mix; where examples belong to groups or
 * follow each other in time, use `groupKFold` or `timeSeriesSplit`.
 *
 * @param n How many examples, at least 2.
 * @param options `testSize` and `seed` are required.
 * @returns The positions in each part, in random order.
 * @throws {RangeError} If `testSize` is not between 0 and 1, or a part would be empty.
 *
 * @example
 * ```ts
 * import { trainTestSplit } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * const { train, test } = trainTestSplit(10, { testSize: 0.2, seed: 1 });
 * assertEquals([train.length, test.length], [8, 2]);
 * assertEquals([...train, ...test].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
 * ```
 */
export function trainTestSplit(n: number, { testSize, seed }: TrainTestSplitOptions): Split {
  checkBetween(ACTION, "testSize", testSize, 0, 1);
  const testCount = Math.round(testSize * n);
  if (!Number.isSafeInteger(n) || testCount < 1 || testCount >= n) {
    throw new RangeError(
      cannot(ACTION, `n must leave an example in each part at testSize ${testSize}`, n),
    );
  }
  const order = permutation(n, createPrng(seed));
  return { train: order.slice(testCount), test: order.slice(0, testCount) };
}

const ACTION = "split examples";
