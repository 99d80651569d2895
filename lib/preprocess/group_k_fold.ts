import { cannot, checkInteger, type Split } from "../core/mod.ts";
import { type Label, positionsOf } from "./categories.ts";
import { type KFoldOptions, splitsOf } from "./k_fold.ts";
import { classesOf } from "./label_encoder.ts";

/**
 * Deals whole groups to folds, so that no group is in both parts: the pictures of one person, the
 * visits of one patient. Otherwise a model may know the group again instead of what was asked.
 *
 * The largest group goes first, each to the fold with the fewest examples; of groups of one size the
 * later comes first.
 *
 * @param groups The group of each example, shape `(n)`, all of one type.
 * @param options `folds` is their number, at least 2. @default 5
 * @returns For each fold the positions to train on and to test on, each rising.
 * @throws {RangeError} If `folds` is not such a number, or there are fewer groups.
 * @throws {TypeError} If groups of several types are mixed.
 *
 * @example
 * ```ts
 * import { groupKFold } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * const people = ["ann", "bob", "ann", "cem"];
 * const tests = groupKFold(people, { folds: 2 }).map(({ test }) => [...test]);
 * assertEquals(tests, [[0, 2], [1, 3]]);
 * ```
 *
 * Source: scikit-learn's GroupKFold.
 */
export function groupKFold(
  groups: ArrayLike<Label>,
  { folds = 5 }: Omit<KFoldOptions, "seed"> = {},
): Split[] {
  checkInteger(ACTION, "folds", folds, 2);
  const names = classesOf(ACTION, groups);
  if (names.length < folds) {
    const needed = `there must be at least as many groups as the ${folds} folds`;
    throw new RangeError(cannot(ACTION, needed, names.length));
  }
  const places = positionsOf(names);
  const numbers = Array.from(groups, (group) => places.get(group)!);
  const foldOfGroup = fill(sizesOf(numbers, names.length), folds);
  return splitsOf(Uint32Array.from(numbers, (group) => foldOfGroup[group]!), folds);
}

function sizesOf(numbers: number[], count: number): number[] {
  const sizes = Array<number>(count).fill(0);
  for (const group of numbers) sizes[group]!++;
  return sizes;
}

/** The fold of each group. */
function fill(sizes: number[], folds: number): number[] {
  const load = Array<number>(folds).fill(0);
  const foldOfGroup = Array<number>(sizes.length);
  const bySize = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || b - a);
  for (const group of bySize) {
    const emptiest = load.indexOf(Math.min(...load));
    foldOfGroup[group] = emptiest;
    load[emptiest]! += sizes[group]!;
  }
  return foldOfGroup;
}

const ACTION = "fold by group";
