import { cannot, checkInteger, type Split } from "../core/mod.ts";

/** What {@linkcode timeSeriesSplit} may be told. */
export type TimeSeriesSplitOptions = {
  /** How many splits, at least 2. @default 5 */
  folds?: number | undefined;
  /** How many examples a test part has. @default n / (folds + 1), rounded down */
  testSize?: number | undefined;
  /** How many examples between the two parts belong to neither. @default 0 */
  gap?: number | undefined;
  /** How many examples a training part may have: the last ones. @default all before the gap */
  maxTrainSize?: number | undefined;
};

/**
 * Splits examples that lie in the order of time: the test parts follow each other at the end, and each
 * is learnt for from what lies before it. Nothing is learnt from the future.
 *
 * @param n How many examples, oldest first.
 * @param options All may be left out.
 * @returns For each split the positions to train on and to test on, each rising.
 * @throws {RangeError} If an option is not such a number, or nothing is left to train the first on.
 *
 * @example
 * ```ts
 * import { timeSeriesSplit } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * const splits = timeSeriesSplit(6, { folds: 2, gap: 1 });
 * assertEquals(splits.map(({ train }) => [...train]), [[0], [0, 1, 2]]);
 * assertEquals(splits.map(({ test }) => [...test]), [[2, 3], [4, 5]]);
 * ```
 *
 * Source: scikit-learn's TimeSeriesSplit.
 */
export function timeSeriesSplit(
  n: number,
  { folds = 5, testSize, gap = 0, maxTrainSize }: TimeSeriesSplitOptions = {},
): Split[] {
  checkInteger(ACTION, "n", n, 0);
  checkInteger(ACTION, "folds", folds, 2);
  checkInteger(ACTION, "gap", gap, 0);
  const size = testSize ?? Math.floor(n / (folds + 1));
  if (testSize !== undefined) checkInteger(ACTION, "testSize", testSize, 1);
  if (maxTrainSize !== undefined) checkInteger(ACTION, "maxTrainSize", maxTrainSize, 1);
  if (size < 1 || n - gap - size * folds < 1) {
    const needed = `n must leave at least one example to train on before ${folds} test parts of ` +
      `${Math.max(size, 1)} and a gap of ${gap}`;
    throw new RangeError(cannot(ACTION, needed, n));
  }
  return Array.from({ length: folds }, (_, fold) => {
    const start = n - (folds - fold) * size;
    const end = start - gap;
    return {
      train: range(Math.max(0, end - (maxTrainSize ?? end)), end),
      test: range(start, start + size),
    };
  });
}

function range(from: number, to: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: to - from }, (_, i) => from + i);
}

const ACTION = "split by time";
