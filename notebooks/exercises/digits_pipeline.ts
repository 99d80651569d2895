/**
 * The exercises of 08_digits_pipeline.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";

/** The exercises by name; solutions are expressions. */
export const DIGITS_PIPELINE: Record<string, Exercise> = {
  stepsOf: {
    task: "Write stepsOf(n, batch, epochs): how many steps a training makes on n examples. " +
      "The last step of an epoch takes what is left.",
    checks: [
      {
        name: "1,437 examples, batches of 128, 10 epochs: 120",
        test: (stepsOf) => equals(stepsOf(1437, 128, 10), 120),
      },
      {
        name: "60,000 in batches of 32 are 1,875 an epoch, with nothing left over",
        test: (stepsOf) => equals(stepsOf(60_000, 32, 1), 1875),
      },
      {
        name: "a batch larger than all examples is one step",
        test: (stepsOf) => equals(stepsOf(5, 32, 3), 3),
      },
    ],
    hints: [
      "How many batches does an epoch have, if one that is not full counts too?",
      "Round up for one epoch, and only then multiply.",
    ],
    solution: "(n, batch, epochs) => Math.ceil(n / batch) * epochs",
  },
  pooledSide: {
    task:
      "Write pooledSide(side, filter, pool): how many places along one side are left of a picture " +
      "after a filter that must not stick out, moved by one pixel, and after pooling.",
    checks: [
      { name: "28, 3, 2 is 13", test: (pooledSide) => equals(pooledSide(28, 3, 2), 13) },
      { name: "8, 3, 2 is 3", test: (pooledSide) => equals(pooledSide(8, 3, 2), 3) },
      {
        name: "9, 3, 2 is 3: a row that fills no window is left out",
        test: (pooledSide) => equals(pooledSide(9, 3, 2), 3),
      },
      {
        name: "10, 1, 1 is 10: nothing is lost",
        test: (pooledSide) => equals(pooledSide(10, 1, 1), 10),
      },
    ],
    hints: [
      "A filter of 3 has room in 26 places of 28.",
      "Pooling takes whole windows: divide and round down.",
    ],
    solution: "(side, filter, pool) => Math.floor((side - filter + 1) / pool)",
  },
  standardize: {
    task:
      "Write standardize(learnFrom, values): the values, minus the mean of learnFrom, divided by " +
      "its standard deviation (of n, not n − 1). Where all of learnFrom are equal, divide by 1.",
    checks: [
      {
        name: "[1, 3] makes 0, 1 and 4 of 2, 3 and 6",
        test: (standardize) => near(standardize([1, 3], [2, 3, 6]), [0, 1, 4]),
      },
      {
        name: "the values themselves teach nothing: [0, 2] makes 99 of 100",
        points: 2,
        test: (standardize) => near(standardize([0, 2], [100]), [99]),
      },
      {
        name: "[5, 5] makes 0 and 2 of 5 and 7",
        test: (standardize) => near(standardize([5, 5], [5, 7]), [0, 2]),
      },
    ],
    hints: [
      "Mean and deviation come from learnFrom alone; then go through values.",
      "The deviation is the root of the mean of the squares of the distances from the mean.",
      "0 is false: deviation || 1 is 1 where the deviation is 0.",
    ],
    solution: `(learnFrom, values) => {
  const mean = learnFrom.reduce((sum, x) => sum + x, 0) / learnFrom.length;
  const squares = learnFrom.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / learnFrom.length) || 1;
  return values.map((x) => (x - mean) / deviation);
}`,
  },
  bestLoss: {
    task:
      "Write bestLoss(k, noise): the best loss, in nats, on labels of k classes of which a share " +
      "noise is one of the other classes, each as likely. noise is above 0.",
    checks: [
      {
        name: "4 classes, 0.1: the lesson's 0.435",
        test: (bestLoss) => near([bestLoss(4, 0.1)], [0.4349443], 1e-6),
      },
      {
        name: "2 classes, 0.5: the labels say nothing, ln 2",
        test: (bestLoss) => near([bestLoss(2, 0.5)], [Math.LN2]),
      },
      {
        name: "10 classes, 0.9: ln 10",
        test: (bestLoss) => near([bestLoss(10, 0.9)], [Math.log(10)]),
      },
    ],
    hints: [
      "With a share of 1 − noise the label is right, and the best answer gave it 1 − noise.",
      "Else it is one of k − 1 others, to each of which the best answer gave noise / (k − 1).",
    ],
    solution:
      "(k, noise) => -(1 - noise) * Math.log(1 - noise) - noise * Math.log(noise / (k - 1))",
  },
  forgottenAfter: {
    task:
      "Write forgottenAfter(factor, share): after how many steps less than share of a slope is " +
      "left, if each step leaves factor of it. Both lie between 0 and 1.",
    checks: [
      {
        name: "0.5, 0.01: after 7 steps, since 0.5⁷ is below 0.01 and 0.5⁶ is not",
        test: (forgottenAfter) => equals(forgottenAfter(0.5, 0.01), 7),
      },
      {
        name: "0.73, 0.001: after 22",
        test: (forgottenAfter) => equals(forgottenAfter(0.73, 0.001), 22),
      },
      {
        name: "0.5, 0.3: after 2, and 0.9, 0.95: after 1",
        test: (forgottenAfter) =>
          equals(forgottenAfter(0.5, 0.3), 2) === true && forgottenAfter(0.9, 0.95) === 1,
      },
    ],
    hints: [
      "Look for the smallest n with factorⁿ < share.",
      "n ln factor < ln share; both logarithms are negative, so dividing turns the sign around.",
    ],
    solution: "(factor, share) => Math.floor(Math.log(share) / Math.log(factor)) + 1",
  },
};

defineExercises(DIGITS_PIPELINE);

/** True, or what came instead. */
function equals(got: unknown, wanted: number): boolean | string {
  return got === wanted || `got ${got}`;
}

function near(got: number[], wanted: number[], within = 1e-9): boolean | string {
  const isNear = got.length === wanted.length &&
    got.every((value, i) => Math.abs(value - wanted[i]!) <= within);
  return isNear || `got ${JSON.stringify(got)}`;
}
