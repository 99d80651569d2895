import { cannot, checkInteger, createPrng, permutation, type Split } from "../core/mod.ts";

/** What {@linkcode kFold} may be told. */
export type KFoldOptions = {
  /** How many folds, at least 2. @default 5 */
  folds?: number | undefined;
  /** Shuffles before folding, by a whole number below 2³². @default not shuffled */
  seed?: number | undefined;
};

/**
 * Deals n examples to folds, each of which is the test part once.
 *
 * Without a seed a fold is a run of neighbours, and the first `n mod folds` of them have one more.
 * Data that lie in the order of their classes must be shuffled, or stratified.
 *
 * @param n How many examples, at least `folds`.
 * @param options All may be left out.
 * @returns For each fold the positions to train on and to test on, each rising.
 * @throws {RangeError} If `n` or `folds` is not such a number.
 *
 * @example
 * ```ts
 * import { kFold } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * const tests = kFold(5, { folds: 2 }).map(({ test }) => [...test]);
 * assertEquals(tests, [[0, 1, 2], [3, 4]]);
 * ```
 *
 * Source: scikit-learn's KFold; shuffled by the kit's own generator.
 */
export function kFold(n: number, { folds = 5, seed }: KFoldOptions = {}): Split[] {
  checkFolds("fold", n, folds);
  const order = seed === undefined ? undefined : permutation(n, createPrng(seed));
  const foldOf = new Uint32Array(n);
  let at = 0;
  for (let fold = 0; fold < folds; fold++) {
    const size = Math.floor(n / folds) + (fold < n % folds ? 1 : 0);
    for (const end = at + size; at < end; at++) foldOf[order?.[at] ?? at] = fold;
  }
  return splitsOf(foldOf, folds);
}

/** Stops unless there are enough examples to fold. */
export function checkFolds(action: string, n: number, folds: number): void {
  checkInteger(action, "folds", folds, 2);
  if (Number.isSafeInteger(n) && n >= folds) return;
  const needed = `there must be at least as many examples as the ${folds} folds`;
  throw new RangeError(cannot(action, needed, n));
}

/** The splits of a list that tells for each example the fold in which it is tested. */
export function splitsOf(foldOf: Uint32Array, folds: number): Split[] {
  return Array.from({ length: folds }, (_, fold) => {
    const size = foldOf.reduce((count, of) => count + (of === fold ? 1 : 0), 0);
    const split = { train: new Uint32Array(foldOf.length - size), test: new Uint32Array(size) };
    let [train, test] = [0, 0];
    foldOf.forEach((of, i) => {
      if (of === fold) split.test[test++] = i;
      else split.train[train++] = i;
    });
    return split;
  });
}
