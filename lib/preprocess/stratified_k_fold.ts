import { cannot, createPrng, permutation, type Split } from "../core/mod.ts";
import type { Label } from "./categories.ts";
import { checkFolds, type KFoldOptions, splitsOf } from "./k_fold.ts";

/**
 * Deals examples to folds so that each fold has its share of every class.
 *
 * Without a seed the examples of a class go to the folds in their order. A class with fewer examples
 * than folds is missing from some.
 *
 * @param labels The class of each example, shape `(n)`.
 * @param options All may be left out.
 * @returns For each fold the positions to train on and to test on, each rising.
 * @throws {RangeError} If `folds` is not a whole number of at least 2, or every class has fewer
 * examples than that.
 *
 * @example
 * ```ts
 * import { stratifiedKFold } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * const labels = ["a", "a", "a", "a", "b", "b"];
 * const tests = stratifiedKFold(labels, { folds: 2 }).map(({ test }) => [...test]);
 * assertEquals(tests, [[0, 1, 4], [2, 3, 5]]);
 * ```
 *
 * Source: scikit-learn's StratifiedKFold; shuffled by the kit's own generator.
 */
export function stratifiedKFold(
  labels: ArrayLike<Label>,
  { folds = 5, seed }: KFoldOptions = {},
): Split[] {
  checkFolds(ACTION, labels.length, folds);
  const members = new Map<Label, number[]>(); // by class, in the order of first appearance
  for (let i = 0; i < labels.length; i++) {
    const list = members.get(labels[i]!);
    if (list) list.push(i);
    else members.set(labels[i]!, [i]);
  }
  const most = Math.max(...[...members.values()].map(({ length }) => length));
  if (most < folds) {
    const needed = `a class must have at least as many examples as the ${folds} folds`;
    throw new RangeError(cannot(ACTION, needed, most));
  }
  const prng = seed === undefined ? undefined : createPrng(seed);
  const foldOf = new Uint32Array(labels.length);
  let start = 0; // where the class begins once the labels stand in the order of their classes
  for (const positions of members.values()) {
    const dealt = deal(start, positions.length, folds);
    const order = prng && permutation(dealt.length, prng);
    positions.forEach((position, i) => foldOf[position] = dealt[order?.[i] ?? i]!);
    start += positions.length;
  }
  return splitsOf(foldOf, folds);
}

/**
 * The folds of one class's examples, rising. Fold f gets every `folds`-th place from f on in the list
 * sorted by class, so that rounding does not favour the same fold in every class.
 */
function deal(start: number, count: number, folds: number): number[] {
  const of = Array.from({ length: count }, (_, i) => (start + i) % folds);
  return of.sort((a, b) => a - b);
}

const ACTION = "fold by class";
