/**
 * The exercises of 05_model_evaluation.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";

/** The exercises by name; solutions are expressions. */
export const MODEL_EVALUATION: Record<string, Exercise> = {
  precisionAt: {
    task: "Write precisionAt(share, recall, falseAlarmRate): which share of the alarms is right, " +
      "where so large a share of all is positive.",
    checks: [
      {
        name: "half are positive: 0.5, 0.9, 0.1 gives 0.9",
        test: (precisionAt) => near(precisionAt(0.5, 0.9, 0.1), 0.9),
      },
      {
        name: "one in a hundred: 0.01, 0.9, 0.1 gives 1/12",
        points: 2,
        test: (precisionAt) => near(precisionAt(0.01, 0.9, 0.1), 1 / 12),
      },
      {
        name: "no false alarm at all: 0.01, 0.2, 0 gives 1",
        test: (precisionAt) => near(precisionAt(0.01, 0.2, 0), 1),
      },
    ],
    hints: [
      "Of 1000 samples, how many are right alarms, and how many false ones?",
      "Right alarms: share · recall. False ones: (1 − share) · falseAlarmRate.",
    ],
    solution: `(share, recall, falseAlarmRate) =>
  share * recall / (share * recall + (1 - share) * falseAlarmRate)`,
  },
  onlyOne: {
    task: "Write onlyOne(yTrue, a, b): [how many samples A alone has right, how many B alone], " +
      "which is all that McNemar's test looks at.",
    checks: [
      {
        name: "A alone right once, B alone twice",
        test: (onlyOne) => same(onlyOne([1, 2, 3, 4], [1, 2, 0, 0], [1, 0, 3, 4]), [1, 2]),
      },
      {
        name: "both wrong, each in its way, does not count",
        test: (onlyOne) => same(onlyOne([5, 5], [1, 5], [2, 5]), [0, 0]),
      },
      {
        name: "two models that agree: [0, 0]",
        test: (onlyOne) => same(onlyOne([7, 1], [7, 7], [7, 7]), [0, 0]),
      },
    ],
    hints: [
      "For each i: is a[i] === yTrue[i], and is b[i] === yTrue[i]?",
      "Count where one of the two holds and the other does not.",
    ],
    solution: `(yTrue, a, b) => [
  yTrue.filter((y, i) => a[i] === y && b[i] !== y).length,
  yTrue.filter((y, i) => b[i] === y && a[i] !== y).length,
]`,
  },
  cheapest: {
    task:
      "Write cheapest(yTrue, scores, miss, falseAlarm): the threshold, one of the scores, that costs " +
      "least when everything from it on is taken for positive. yTrue holds 1 for positive and 0; a " +
      "miss and a false alarm cost so much each.",
    checks: [
      {
        name: "both alike: between the two classes",
        test: (cheapest) => near(cheapest([0, 0, 1, 1], [0.1, 0.3, 0.6, 0.9], 1, 1), 0.6),
      },
      {
        name: "a miss is dear: better one alarm too many",
        test: (cheapest) => near(cheapest([0, 1, 0, 1], [0.1, 0.35, 0.4, 0.8], 9, 1), 0.35),
      },
      {
        name: "a false alarm is dear: better a miss",
        test: (cheapest) => near(cheapest([0, 1, 0, 1], [0.1, 0.35, 0.4, 0.8], 1, 9), 0.8),
      },
      {
        name: "scores in any order",
        test: (cheapest) => near(cheapest([1, 0, 1, 0], [0.9, 0.3, 0.6, 0.1], 1, 1), 0.6),
      },
    ],
    hints: [
      "Try every score as the threshold and add up what it costs.",
      "A miss: y is 1 and the score is below. A false alarm: y is 0 and it is not below.",
    ],
    solution: `(yTrue, scores, miss, falseAlarm) => {
  const cost = (from) =>
    yTrue.reduce((sum, y, i) =>
      sum + (y === 1 ? (scores[i] < from ? miss : 0) : (scores[i] >= from ? falseAlarm : 0)), 0);
  return scores.toSorted((s, t) => cost(s) - cost(t))[0];
}`,
  },
  calibrationGap: {
    task:
      "Write calibrationGap(right, sure, bins), the expected calibration error: put the answers into " +
      "bins of equal width by how sure they were (0 to 1; 1 belongs to the last), and take the mean over " +
      "all answers of |share right − mean sureness| of their bin. right holds 1 and 0.",
    checks: [
      {
        name: "always certain and right half of the time: 0.5",
        test: (gap) => near(gap([1, 0, 1, 0], [1, 1, 1, 1], 10), 0.5),
      },
      {
        name: "honest: 0",
        test: (gap) => near(gap([1, 0, 1, 1, 1, 0], [0.5, 0.5, 0.75, 0.75, 0.75, 0.75], 5), 0),
      },
      {
        name: "a bin with more answers weighs more",
        points: 2,
        test: (gap) => near(gap([1, 1, 1, 0], [0.1, 0.9, 0.9, 0.9], 2), 0.4),
      },
    ],
    hints: [
      "The bin of an answer: Math.min(bins − 1, Math.floor(sure · bins)).",
      "In each bin the answers' number times |…| is |sum of right − sum of sure|.",
    ],
    solution: `(right, sure, bins) => {
  const gaps = new Array(bins).fill(0);
  sure.forEach((p, i) => gaps[Math.min(bins - 1, Math.floor(p * bins))] += right[i] - p);
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / sure.length;
}`,
  },
  enough: {
    task:
      "A program is right in about 9 of 10. How many exam questions make its 95 % interval about 0.9 ± 0.01? " +
      "(Take the textbook's p ± 1.96 √(p (1 − p) / n); any number within 5 of the right one will do.)",
    checks: [
      { name: "more than a thousand", test: (enough) => enough > 1000 },
      {
        name: "and not more than it takes",
        points: 2,
        test: (enough) => Math.abs(enough - 3457.44) <= 5 || `got ${enough}`,
      },
    ],
    hints: [
      "1.96 √(p (1 − p) / n) shall be 0.01: solve for n.",
      "n = 1.96² · p (1 − p) / 0.01².",
    ],
    solution: "Math.ceil(1.96 ** 2 * 0.9 * 0.1 / 0.01 ** 2)",
  },
};

defineExercises(MODEL_EVALUATION);

/** True, or what came instead. */
function near(got: unknown, wanted: number): boolean | string {
  return typeof got === "number" && Math.abs(got - wanted) < 1e-9 || `got ${got}`;
}

function same(got: unknown, wanted: number[]): boolean | string {
  return JSON.stringify(got) === JSON.stringify(wanted) || `got ${JSON.stringify(got)}`;
}
