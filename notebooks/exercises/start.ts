/**
 * The exercises of 00_start.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";

/** The exercises by name; solutions are expressions. */
export const START: Record<string, Exercise> = {
  weights: {
    task: "How many numbers does the model learn, all weights and offsets together?",
    checks: [
      { name: "a weight for each pixel and class", test: (answer) => answer >= 28 * 28 * 10 },
      { name: "and an offset for each class, nothing else", test: (answer) => answer === 7850 },
    ],
    hints: [
      "A picture has 28 × 28 pixels; each has one weight in each of the ten sums.",
      "Each of the ten sums also starts at a number of its own, the offset.",
    ],
    solution: "28 * 28 * 10 + 10",
  },
  accuracy: {
    task: "Write accuracy(yTrue, yPred): the share of the predicted labels that are the true ones.",
    checks: [
      {
        name: "all of three right is 1",
        test: (accuracy) => equals(accuracy([3, 1, 4], [3, 1, 4]), 1),
      },
      {
        name: "none of two right is 0",
        test: (accuracy) => equals(accuracy([0, 1], [1, 0]), 0),
      },
      {
        name: "three of four right is 0.75, in a Uint8Array too",
        points: 2,
        test: (accuracy) =>
          equals(accuracy(Uint8Array.of(7, 2, 1, 0), Uint8Array.of(7, 2, 1, 8)), 0.75),
      },
    ],
    hints: [
      "Count the places i where yTrue[i] === yPred[i].",
      "A share is the count divided by yTrue.length.",
    ],
    solution:
      "(yTrue, yPred) => yTrue.filter((label, i) => label === yPred[i]).length / yTrue.length",
  },
  mostFrequent: {
    task: "Write mostFrequent(labels): the label that occurs most often, at a tie the smallest. " +
      "Who always answers that has the best score that takes no look at the picture.",
    checks: [
      {
        name: "of 1, 7, 7 it is 7",
        test: (mostFrequent) => equals(mostFrequent([1, 7, 7]), 7),
      },
      {
        name: "of 0, 0, 5 it is 0",
        test: (mostFrequent) => equals(mostFrequent([0, 0, 5]), 0),
      },
      {
        name: "of 9, 2, 2, 9 it is 2",
        test: (mostFrequent) => equals(mostFrequent([9, 2, 2, 9]), 2),
      },
      {
        name: "the labels stay as they are",
        test(mostFrequent) {
          const labels = [4, 8, 1, 8];
          mostFrequent(labels);
          return labels.join() === "4,8,1,8" || `they became ${labels.join(", ")}`;
        },
      },
    ],
    hints: [
      "Count into new Array(10).fill(0), one place for each digit.",
      "counts.indexOf(Math.max(...counts)) is the first place of the largest count.",
    ],
    solution: `(labels) => {
  const counts = new Array(10).fill(0);
  for (const label of labels) counts[label]++;
  return counts.indexOf(Math.max(...counts));
}`,
  },
};

defineExercises(START);

/** True, or what came instead. */
function equals(got: unknown, wanted: number): boolean | string {
  return got === wanted || `got ${got}`;
}
