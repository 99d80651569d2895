/**
 * The exercises of 04_mnist_cnn.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";

/** The exercises by name; solutions are expressions. */
export const MNIST_CNN: Record<string, Exercise> = {
  parameters: {
    task: "Let the documented network have 16 filters of 5 × 5 instead of 32 of 3 × 3. " +
      "How many numbers does it learn?",
    checks: [
      {
        name: "more than the ten sums have weights: 24 · 24 · 16 · 10",
        test: (parameters) => parameters >= 92_160,
      },
      {
        name: "and the filters, and an offset for each filter and each sum",
        points: 2,
        test: (parameters) => equals(parameters, 92_586),
      },
    ],
    hints: [
      "A filter of 5 × 5 has room in 24 · 24 places of a picture of 28 × 28.",
      "Each filter has 5 · 5 weights and an offset; each of the ten sums a weight for every number " +
      "that comes out of the filters, and an offset.",
    ],
    solution: "16 * (5 * 5 + 1) + 10 * (24 * 24 * 16 + 1)",
  },
  outputSize: {
    task:
      "Write outputSize(size, filter, stride): in how many places along one side a filter lies, " +
      "if it is moved by stride pixels each time and must not stick out.",
    checks: [
      {
        name: "28, 3, 1 is 26",
        test: (outputSize) => equals(outputSize(28, 3, 1), 26),
      },
      {
        name: "28, 5, 1 is 24, and 5, 5, 1 is 1",
        test: (outputSize) =>
          equals(outputSize(28, 5, 1), 24) === true && outputSize(5, 5, 1) === 1,
      },
      {
        name: "26, 2, 2 is 13, as in pooling",
        test: (outputSize) => equals(outputSize(26, 2, 2), 13),
      },
      {
        name: "28, 3, 2 is 13: a last step that does not fit is left out",
        test: (outputSize) => equals(outputSize(28, 3, 2), 13),
      },
    ],
    hints: [
      "The filter's left side begins at 0 and can be at size − filter at most.",
      "How many whole steps fit into size − filter? There is one place more than steps.",
    ],
    solution: "(size, filter, stride) => Math.floor((size - filter) / stride) + 1",
  },
  maxPool: {
    task:
      "Write maxPool(rows): of each 2 × 2 numbers the largest. rows is an array of rows, of which " +
      "there are an even number, as of the numbers in each; so is what you return, half as large.",
    checks: [
      {
        name: "[[1, 2], [3, 4]] becomes [[4]]",
        test: (maxPool) => same(maxPool([[1, 2], [3, 4]]), [[4]]),
      },
      {
        name: "below 0 it is also the largest that counts",
        test: (maxPool) => same(maxPool([[-5, -2], [-3, -4]]), [[-2]]),
      },
      {
        name: "two rows of six become one of three",
        test: (maxPool) => same(maxPool([[1, 0, 7, 7, 2, 3], [0, 9, 7, 7, 5, 4]]), [[9, 7, 5]]),
      },
      {
        name: "the rows stay as they are",
        test(maxPool) {
          const rows = [[3, 1], [0, 2]];
          maxPool(rows);
          return same(rows, [[3, 1], [0, 2]]);
        },
      },
    ],
    hints: [
      "Result row y is made of rows 2y and 2y + 1, and place x of places 2x and 2x + 1.",
      "Math.max(a, b, c, d) of the four; do not begin with 0.",
    ],
    solution: `(rows) =>
  Array.from({ length: rows.length / 2 }, (_, y) =>
    Array.from({ length: rows[0].length / 2 }, (_, x) =>
      Math.max(
        ...rows[2 * y].slice(2 * x, 2 * x + 2),
        ...rows[2 * y + 1].slice(2 * x, 2 * x + 2),
      )))`,
  },
};

defineExercises(MNIST_CNN);

/** True, or what came instead. */
function equals(got: unknown, wanted: number): boolean | string {
  return got === wanted || `got ${got}`;
}

function same(got: unknown, wanted: number[][]): boolean | string {
  return JSON.stringify(got) === JSON.stringify(wanted) || `got ${JSON.stringify(got)}`;
}
