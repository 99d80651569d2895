/**
 * The exercises of 02_empirical_risk.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";

/** The exercises by name; solutions are expressions. */
export const EMPIRICAL_RISK: Record<string, Exercise> = {
  pinball: {
    task:
      "Write pinball(z, y, quantile): the loss whose risk is least at a quantile of y. To say z " +
      "too low costs `quantile` a unit, too high `1 − quantile`.",
    checks: [
      {
        name: "nothing is lost where z is y",
        test: (pinball) => near(pinball(7, 7, 0.3), 0),
      },
      {
        name: "4 said for 6, at 0.9, costs 1.8",
        test: (pinball) => near(pinball(4, 6, 0.9), 1.8),
      },
      {
        name: "8 said for 6, at 0.9, costs 0.2",
        test: (pinball) => near(pinball(8, 6, 0.9), 0.2),
      },
      {
        name: "at 0.75, over 1, 2, 3, 4 and 5, the risk is least at 4",
        test(pinball) {
          const risk = (z: number) =>
            [1, 2, 3, 4, 5].reduce((sum, y) => sum + pinball(z, y, 0.75), 0);
          const best = [1, 2, 3, 4, 5].toSorted((a, b) => risk(a) - risk(b))[0];
          return best === 4 || `least at ${best}`;
        },
      },
    ],
    hints: [
      "There are two cases, z below y and z above it; each is a distance times a price.",
      "Both in one: Math.max(quantile * (y − z), (quantile − 1) * (y − z)).",
    ],
    solution: "(z, y, quantile) => Math.max(quantile * (y - z), (quantile - 1) * (y - z))",
  },
  ridgeSlope: {
    task:
      "Write ridgeSlope(x, y, alpha): the w for which Σ (y_i − w x_i)² + alpha w² is least. There " +
      "is no intercept; x and y are arrays of numbers.",
    checks: [
      {
        name: "without penalty: [1, 2] and [3, 6] give 3",
        test: (ridgeSlope) => near(ridgeSlope([1, 2], [3, 6], 0), 3),
      },
      {
        name: "with a penalty of Σ x², half of that",
        test: (ridgeSlope) => near(ridgeSlope([1, 2], [3, 6], 5), 1.5),
      },
      {
        name: "no w near it is better, for numbers that lie on no line",
        test(ridgeSlope) {
          const [x, y, alpha] = [[1, -2, 3, 0.5], [2, 1, 2, -4], 1.5];
          const risk = (w: number) =>
            x.reduce((sum, value, i) => sum + (y[i]! - w * value) ** 2, alpha * w * w);
          const w = ridgeSlope(x, y, alpha);
          return risk(w) < risk(w + 1e-4) && risk(w) < risk(w - 1e-4) || `${w} is not the lowest`;
        },
      },
    ],
    hints: [
      "At the minimum the slope by w is 0: −2 Σ x_i (y_i − w x_i) + 2 alpha w = 0.",
      "Solve for w: Σ x_i y_i divided by Σ x_i² + alpha.",
    ],
    solution: `(x, y, alpha) =>
  x.reduce((sum, value, i) => sum + value * y[i], 0) /
  (x.reduce((sum, value) => sum + value * value, 0) + alpha)`,
  },
  leaveOneOut: {
    task: "Write leaveOneOut(y): the model is a constant, the mean of what it learns from. " +
      "Cross-validate it with as many folds as there are numbers: return the mean squared error on " +
      "the number left out.",
    checks: [
      {
        name: "[1, 3]: each is 2 away from the other, so 4",
        test: (leaveOneOut) => near(leaveOneOut([1, 3]), 4),
      },
      {
        name: "equal numbers are predicted without error",
        test: (leaveOneOut) => near(leaveOneOut([5, 5, 5]), 0),
      },
      {
        name: "[0, 0, 3]: (1.5² + 1.5² + 3²) / 3 = 4.5",
        test: (leaveOneOut) => near(leaveOneOut([0, 0, 3]), 4.5),
      },
      {
        name: "it is more than the variance, which knew all numbers",
        test: (leaveOneOut) => near(leaveOneOut([1, 2, 3, 4]), 1.25 * (4 / 3) ** 2),
      },
    ],
    hints: [
      "For each i the mean of the others is (sum − y_i) / (n − 1).",
      "Then the mean over i of (y_i − that)². In closed form: the variance times (n / (n − 1))².",
    ],
    solution: `(y) => {
  const sum = y.reduce((a, b) => a + b, 0);
  const errors = y.map((value) => value - (sum - value) / (y.length - 1));
  return errors.reduce((total, error) => total + error * error, 0) / y.length;
}`,
  },
  testSize: {
    task: "Write testSize(gap, models): how many test examples does it take so that, with " +
      "probability 95 %, the error rates of all `models` models at once are known to ± gap? By " +
      "Hoeffding, `gap = √(ln(2 models / 0.05) / 2n)`; rounded up.",
    checks: [
      {
        name: "one model to ± 0.01: 18,445",
        test: (testSize) => same(testSize(0.01, 1), 18_445),
      },
      {
        name: "half the gap takes four times as many",
        test: (testSize) => same(testSize(0.005, 1), 73_778),
      },
      {
        name: "a thousand models take not even three times as many",
        points: 2,
        test: (testSize) => same(testSize(0.01, 1000), 52_984),
      },
    ],
    hints: [
      "Square both sides, and solve for n.",
      "n = ln(2 · models / 0.05) / (2 · gap²); Math.ceil rounds up.",
    ],
    solution: "(gap, models) => Math.ceil(Math.log(2 * models / 0.05) / (2 * gap ** 2))",
  },
};

defineExercises(EMPIRICAL_RISK);

/** True, or what came instead. */
function near(got: unknown, wanted: number): boolean | string {
  return typeof got === "number" && Math.abs(got - wanted) < 1e-9 || `got ${got}`;
}

function same(got: unknown, wanted: number): boolean | string {
  return got === wanted || `got ${got}`;
}
