/**
 * The exercises of 11_simd_kernels.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";
import { createPrng } from "descent/core";

/** The exercises by name; solutions are expressions. */
export const SIMD_KERNELS: Record<string, Exercise> = {
  dotProduct: {
    task:
      "Write dotProduct(a, b) as a kernel would: four sums, s0 to s3, of which each takes every " +
      "fourth product; after the last whole group of four they are added, (s0 + s2) + (s1 + s3), " +
      "and then the 0 to 3 products left, one after the other. Numbers of 64 bits, no rounding.",
    checks: [
      {
        name: "of eight numbers: no tail",
        test: (dotProduct) => near(dotProduct(counting(8), counting(8)), 204),
      },
      {
        name: "of any length from 0 to 17, tails included",
        points: 2,
        test(dotProduct) {
          for (let n = 0; n <= 17; n++) {
            const got = dotProduct(counting(n), counting(n));
            if (got !== n * (n + 1) * (2 * n + 1) / 6) return `for ${n} numbers got ${got}`;
          }
          return true;
        },
      },
      {
        name: "added in the order of lanes, to the last bit",
        points: 2,
        test(dotProduct) {
          const prng = createPrng(1);
          const [a, b] = [0, 1].map(() => Float64Array.from({ length: 1003 }, () => prng.next()));
          return near(dotProduct(a, b), inLanes(a!, b!));
        },
      },
    ],
    hints: [
      "Two loops: one with i + 4 <= n and i += 4, and one that goes on from the same i.",
      "let s0 = 0, s1 = 0, s2 = 0, s3 = 0; the tail is added to their sum, not to s0.",
    ],
    solution: `(a, b) => {
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0, i = 0;
  for (; i + 4 <= a.length; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  let sum = (s0 + s2) + (s1 + s3);
  for (; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}`,
  },
  bestBlock: {
    task:
      "Write bestBlock(registers): a block of rows × vectors (of four columns each) keeps its " +
      "rows · vectors sums in registers, besides the vectors of one row of b and one number of a. " +
      "Return the { rows, vectors } that fit and have the highest arithmetic intensity.",
    checks: [
      {
        name: "5 registers: 3 rows × 1 vector",
        test: (bestBlock) => same(bestBlock(5), { rows: 3, vectors: 1 }),
      },
      {
        name: "15 registers, which is what is left of sixteen: the block of the lesson",
        points: 2,
        test: (bestBlock) => same(bestBlock(15), { rows: 6, vectors: 2 }),
      },
      {
        name: "32 registers, as on ARM",
        points: 2,
        test: (bestBlock) => same(bestBlock(32), { rows: 9, vectors: 3 }),
      },
    ],
    hints: [
      "It fits if rows · vectors + vectors + 1 <= registers. Try all of them.",
      "Intensity grows with rows · columns / (rows + columns), and columns are 4 · vectors.",
    ],
    solution: `(registers) => {
  let best = { rows: 0, vectors: 0 }, most = 0;
  for (let vectors = 1; vectors < registers; vectors++) {
    const rows = Math.floor((registers - vectors - 1) / vectors);
    const intensity = rows * 4 * vectors / (2 * (rows + 4 * vectors));
    if (intensity > most) [best, most] = [{ rows, vectors }, intensity];
  }
  return best;
}`,
  },
  threadsFor: {
    task:
      "Write threadsFor(share, speedUp): the share of a program's time that can be split over " +
      "threads is given. How many threads does it take to be speedUp times as fast, by Amdahl's " +
      "law? A whole number; Infinity where no number of threads is enough.",
    checks: [
      {
        name: "all of it can be split: four times as fast by four",
        test: (threadsFor) => near(threadsFor(1, 4), 4),
      },
      {
        name: "90 % of it: five times as fast takes nine",
        points: 2,
        test: (threadsFor) => near(threadsFor(0.9, 5), 9),
      },
      {
        name: "a part of a thread is a whole thread: 90 %, three times",
        test: (threadsFor) => near(threadsFor(0.9, 3), 4),
      },
      {
        name: "half of it: twice as fast, or more, takes more threads than there are",
        points: 2,
        test: (threadsFor) => list([threadsFor(0.5, 2), threadsFor(0.5, 3)], [Infinity, Infinity]),
      },
    ],
    hints: [
      "With n threads the time is (1 − share) + share / n, and must be 1 / speedUp or less.",
      "What is left for the split part is 1 / speedUp − (1 − share); nothing left is Infinity.",
    ],
    solution: `(share, speedUp) => {
  const left = 1 / speedUp - (1 - share);
  return left > 0 ? Math.ceil(share / left - 1e-9) : Infinity;
}`,
  },
  wrongOnes: {
    task:
      "Write wrongOnes(loss, gradient, w): the numbers of the weights, ascending, in which the " +
      "gradient is off by more than a thousandth of its largest coordinate. loss(w) is a number, " +
      "gradient(w) a list; w itself must stay as it is.",
    checks: [
      {
        name: "a right gradient: none",
        test: (wrongOnes) => list(wrongOnes(bowl, bowlGradient(), W), []),
      },
      {
        name: "a wrong sign, and one forgotten",
        points: 2,
        test: (wrongOnes) => list(wrongOnes(bowl, bowlGradient({ 1: -1, 3: 0 }), W), [1, 3]),
      },
      {
        name: "one per cent too large is wrong, too; by a millionth is rounding",
        points: 2,
        test: (wrongOnes) => list(wrongOnes(bowl, bowlGradient({ 0: 1 + 1e-6, 3: 1.01 }), W), [3]),
      },
      {
        name: "w is as it was",
        test(wrongOnes) {
          const w = [...W];
          wrongOnes(bowl, bowlGradient(), w);
          return list(w, W);
        },
      },
    ],
    hints: [
      "Of each weight: (loss(w with 10⁻⁵ more) − loss(w with 10⁻⁵ less)) / (2 · 10⁻⁵).",
      "w.with(i, w[i] + h) is a copy in which one number is another.",
    ],
    solution: `(loss, gradient, w) => {
  const h = 1e-5;
  const slopes = w.map((value, i) =>
    (loss(w.with(i, value + h)) - loss(w.with(i, value - h))) / (2 * h)
  );
  const told = gradient(w);
  const largest = Math.max(...slopes.map(Math.abs));
  return [...w.keys()].filter((i) => Math.abs(told[i] - slopes[i]) > largest / 1000);
}`,
  },
};

defineExercises(SIMD_KERNELS);

/** 1, 2, … n. */
function counting(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => i + 1);
}

function inLanes(a: Float64Array, b: Float64Array): number {
  const sums = [0, 0, 0, 0];
  const whole = a.length - a.length % 4;
  for (let i = 0; i < whole; i++) sums[i % 4]! += a[i]! * b[i]!;
  const [s0, s1, s2, s3] = sums as [number, number, number, number];
  return a.subarray(whole).reduce(
    (sum, value, i) => sum + value * b[whole + i]!,
    (s0 + s2) + (s1 + s3),
  );
}

const W = [1, -2, 0.5, 3];

function bowl(w: number[]): number {
  return w.reduce((sum, value, i) => sum + (i + 1) * value ** 2 / 2 + Math.sin(value), 0);
}

/** The bowl's gradient, some coordinates multiplied by what they should not be. */
function bowlGradient(wrong: Record<number, number> = {}) {
  return (w: number[]) =>
    w.map((value, i) => ((i + 1) * value + Math.cos(value)) * (wrong[i] ?? 1));
}

/** True, or what came instead. */
function near(got: number, wanted: number): boolean | string {
  return got === wanted || `got ${got}`;
}

function same(got: Block, { rows, vectors }: Block): boolean | string {
  return got?.rows === rows && got.vectors === vectors || `got ${JSON.stringify(got)}`;
}

function list(got: number[], wanted: number[]): boolean | string {
  const right = Array.isArray(got) && got.length === wanted.length &&
    got.every((value, i) => value === wanted[i]);
  return right || `got ${JSON.stringify(got)}`;
}

type Block = { rows: number; vectors: number };
