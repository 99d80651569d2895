import { cannot } from "./cannot.ts";
import { checkBetween } from "./check.ts";
import { permutation } from "./permutation.ts";
import { createPrng, type Prng } from "./prng.ts";

/** What {@linkcode stratifiedSplit} must be told. */
export type StratifiedSplitOptions = {
  /** Share of the examples that go to the test part, between 0 and 1. */
  testSize: number;
  /** Where the randomness comes from, a whole number from 0 to 2³² − 1. */
  seed: number;
};

/** Positions of the examples of each part, every example in one of the two. */
export type Split = { train: Uint32Array<ArrayBuffer>; test: Uint32Array<ArrayBuffer> };

/**
 * Splits examples at random into a training and a test part with the same mix of classes.
 *
 * The test part holds `round(testSize · n)` examples. Class c gets its proportional number of them,
 * `testCount · n_c / n`, rounded down or up: the seats left after rounding down go to the classes
 * with the largest remainders, at a tie to the smaller label.
 *
 * Each part comes in random order, so that its first examples are a fair sample of it. A class so
 * small that its number rounds to 0 is missing from the test part.
 *
 * It lies in `core` because `data` and `preprocess` both split and neither imports the other.
 *
 * @param labels The class of each example, shape `(n)`, every class at least twice.
 * @param options `testSize` and `seed` are required.
 * @returns The positions in each part, of `n − testCount` and `testCount` examples.
 * @throws {RangeError} If `testSize` is not between 0 and 1, a class has one example only, a label
 * is not a number, or a part would have fewer examples than there are classes.
 *
 * @example Two of three examples are of class 0, in both parts
 * ```ts
 * import { stratifiedSplit } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const labels = [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1];
 * const { train, test } = stratifiedSplit(labels, { testSize: 0.5, seed: 1 });
 * const classes = (part: Uint32Array) => Array.from(part, (i) => labels[i]).sort();
 * assertEquals(classes(train), [0, 0, 0, 0, 1, 1]);
 * assertEquals(classes(test), [0, 0, 0, 0, 1, 1]);
 * ```
 *
 * Source: largest remainders as in scikit-learn's StratifiedShuffleSplit, which breaks ties at
 * random and rounds `testSize · n` up.
 */
export function stratifiedSplit(
  labels: ArrayLike<number>,
  { testSize, seed }: StratifiedSplitOptions,
): Split {
  checkBetween(ACTION, "testSize", testSize, 0, 1);
  const counts = countClasses(labels);
  const n = labels.length;
  const testCount = Math.round(testSize * n);
  checkRoom(counts.size, n, testCount);

  const prng = createPrng(seed);
  const inTest = drawTest(labels, shareSeats(counts, testCount), prng);
  const train = new Uint32Array(n - testCount);
  const test = new Uint32Array(testCount);
  let trainAt = 0;
  let testAt = 0;
  // Another order than that of drawing, in which the seats of a class go to those who come first.
  for (const i of permutation(n, prng)) {
    if (inTest[i]) test[testAt++] = i;
    else train[trainAt++] = i;
  }
  return { train, test };
}

const ACTION = "split labels";

/** For each example whether it is drawn for the test part; `seats` are filled. */
function drawTest(labels: ArrayLike<number>, seats: Map<number, number>, prng: Prng): Uint8Array {
  const inTest = new Uint8Array(labels.length);
  for (const i of permutation(labels.length, prng)) {
    const left = seats.get(labels[i]!)!;
    if (left > 0) inTest[i] = 1;
    seats.set(labels[i]!, left - 1);
  }
  return inTest;
}

/** How often each label occurs, in the order of the labels. */
function countClasses(labels: ArrayLike<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (typeof label !== "number" || Number.isNaN(label)) {
      throw new RangeError(cannot(ACTION, `label ${i} must be a number`, label));
    }
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  for (const [label, count] of counts) {
    if (count > 1) continue;
    throw new RangeError(cannot(ACTION, `class ${label} must have at least 2 examples`, count));
  }
  return new Map([...counts].sort(([a], [b]) => a - b));
}

function checkRoom(classes: number, n: number, testCount: number): void {
  if (n > 0 && testCount >= classes && n - testCount >= classes) return;
  const needed = `each part must hold at least one example for each of the ${classes} classes`;
  throw new RangeError(
    n === 0
      ? cannot(ACTION, "labels must hold at least one value", [])
      : cannot(ACTION, needed) + `, got ${n - testCount} to train and ${testCount} to test`,
  );
}

/** The number of test examples of each class, by largest remainders. */
function shareSeats(counts: Map<number, number>, testCount: number): Map<number, number> {
  const n = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const seats = new Map<number, number>();
  const remainders: { label: number; remainder: number }[] = [];
  let left = testCount;
  for (const [label, count] of counts) {
    const seat = Math.floor((testCount * count) / n);
    seats.set(label, seat);
    left -= seat;
    // A whole number, so that equal remainders are equal: the fraction's would differ in last bits.
    remainders.push({ label, remainder: (testCount * count) % n });
  }
  remainders.sort((a, b) => b.remainder - a.remainder); // stable: ties keep the labels' order
  for (const { label } of remainders.slice(0, left)) seats.set(label, seats.get(label)! + 1);
  return seats;
}
