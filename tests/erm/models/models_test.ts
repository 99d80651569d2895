// What fits of known problems promise beside agreeing with scikit-learn (golden_test.ts).

import { createPrng, matrixFrom, takeRows } from "descent/core";
import {
  fitElasticNet,
  fitHuberRegression,
  fitLinearRegression,
  fitLinearSvm,
  fitLogisticRegression,
} from "descent/erm";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

const prng = createPrng(11);
const X = matrixFrom(Array.from({ length: 40 }, () => [prng.nextNormal(), 5 + prng.nextNormal()]));
const y = Float64Array.from({ length: 40 }, (_, i) => 3 * X.data[2 * i]! + 2 + prng.nextNormal());
const classes = y.map((value) => value > 2 ? 1 : 0);

Deno.test("fitLinearRegression() scales with y and shifts with X", () => {
  const model = fitLinearRegression(X, y);
  const doubled = fitLinearRegression(X, y.map((value) => 2 * value));
  const shifted = fitLinearRegression({ ...X, data: X.data.map((x) => x + 100) }, y);
  model.coefficients.forEach((w, j) => {
    assertAlmostEquals(doubled.coefficients[j]!, 2 * w, 1e-10);
    assertAlmostEquals(shifted.coefficients[j]!, w, 1e-10);
  });
});

Deno.test("fitLinearRegression() leaves errors that no column explains", () => {
  const model = fitLinearRegression(X, y);
  const errors = model.predict(X).map((z, i) => y[i]! - z);
  for (const j of [0, 1]) {
    assertAlmostEquals(errors.reduce((sum, r, i) => sum + r * X.data[2 * i + j]!, 0), 0, 1e-10);
  }
  assertAlmostEquals(errors.reduce((sum, r) => sum + r, 0), 0, 1e-10);
});

Deno.test("ridge coefficients shrink as alpha grows, to 0 in the end; the intercept becomes the mean", () => {
  const lengths = [0, 1, 10, 100, 1e8].map((alpha) =>
    Math.hypot(...fitLinearRegression(X, y, { alpha }).coefficients)
  );
  assertEquals(lengths, lengths.toSorted((a, b) => b - a));
  assert(lengths.at(-1)! < 1e-5);
  const mean = y.reduce((sum, value) => sum + value, 0) / 40;
  assertAlmostEquals(fitLinearRegression(X, y, { alpha: 1e12 }).intercept, mean, 1e-6);
});

Deno.test("ridge gives collinear columns equal shares, and more columns than rows one answer", () => {
  const twice = matrixFrom([[1, 1], [2, 2], [4, 4]]);
  const [a, b] = fitLinearRegression(twice, [1, 2, 3], { alpha: 0.1 }).coefficients;
  assertAlmostEquals(a!, b!, 1e-12);
  const wide = matrixFrom([[1, 0, 2], [0, 1, 1]]); // centred: (1, −1, 1)/2 and its opposite
  const { coefficients } = fitLinearRegression(wide, [1, 2], { alpha: 0.1 });
  // w = c (1, −1, 1): 2 (1.5 c + 0.5)² + 0.1 · 3 c² is least at c = −3 / 9.6.
  [1, -1, 1].forEach((side, j) => assertAlmostEquals(coefficients[j]!, -3 / 9.6 * side, 1e-12));
});

Deno.test("fitElasticNet() with a ratio of 0 is ridge with alpha times n", () => {
  const net = fitElasticNet(X, y, { alpha: 0.3, l1Ratio: 0 });
  const ridge = fitLinearRegression(X, y, { alpha: 0.3 * 40 });
  net.coefficients.forEach((w, j) => assertAlmostEquals(w, ridge.coefficients[j]!, 1e-9));
});

Deno.test("fitElasticNet() ends where it would have without a start", () => {
  const start = fitElasticNet(X, y, { alpha: 1 });
  const cold = fitElasticNet(X, y, { alpha: 0.1 });
  const warm = fitElasticNet(X, y, { alpha: 0.1, start });
  cold.coefficients.forEach((w, j) => assertAlmostEquals(warm.coefficients[j]!, w, 1e-9));
  const again = fitElasticNet(X, y, { alpha: 0.1, start: cold });
  assertAlmostEquals(again.objective, cold.objective, 1e-12);
});

Deno.test("fitElasticNet() is not disturbed by collinear or constant columns", () => {
  const rows = Array.from({ length: 40 }, (_, i) => [X.data[2 * i]!, X.data[2 * i]!, 7]);
  const { coefficients } = fitElasticNet(matrixFrom(rows), y, { alpha: 0.1 });
  const single = fitElasticNet(matrixFrom(rows.map(([x]) => [x!])), y, { alpha: 0.1 });
  assertAlmostEquals(coefficients[0]! + coefficients[1]!, single.coefficients[0]!, 1e-8);
  assertAlmostEquals(coefficients[2]!, 0, 1e-9);
});

Deno.test("fitLogisticRegression() predicts as many of each class as there are", () => {
  const noisy = classes.map((label, i) => i % 7 === 0 ? 1 - label : label);
  const model = fitLogisticRegression(X, noisy, { C: Infinity });
  const sum = model.probabilities(X).data.reduce((sum, p, i) => sum + (i % 2 ? p : 0), 0);
  assertAlmostEquals(sum, noisy.reduce((total, label) => total + label, 0), 1e-6);
});

Deno.test("fitLogisticRegression() of two classes is softmax regression with half the penalty", () => {
  // A third class that is far away and never near: with it the softmax form is used.
  const two = fitLogisticRegression(X, classes, { C: 1 });
  const turned = fitLogisticRegression(X, classes.map((label) => 1 - label), { C: 1 });
  two.coefficients.data.forEach((w, j) => {
    assertAlmostEquals(turned.coefficients.data[j]!, -w, 1e-8);
  });
});

Deno.test("fitLogisticRegression() keeps any labels, and rows of probabilities sum to 1", () => {
  const labels = y.map((value) => value < 0 ? 30 : value < 3 ? -7 : 5);
  const model = fitLogisticRegression(X, labels);
  assertEquals(model.classes, [-7, 5, 30]);
  assert(model.predict(X).every((label) => model.classes.includes(label)));
  const { data } = model.probabilities(X);
  for (let i = 0; i < 40; i++) {
    assertAlmostEquals(data[3 * i]! + data[3 * i + 1]! + data[3 * i + 2]!, 1);
  }
  for (let j = 0; j < 2; j++) {
    const column = [0, 1, 2].map((a) => model.coefficients.data[2 * a + j]!);
    assertAlmostEquals(column[0]! + column[1]! + column[2]!, 0, 1e-9);
  }
});

Deno.test("fitLinearSvm() does not change where samples beyond the margin are left out", () => {
  const model = fitLinearSvm(X, classes, { C: 1 });
  const scores = model.decision(X);
  const near = Array.from(scores.keys()).filter((i) => (2 * classes[i]! - 1) * scores[i]! < 1.001);
  const less = fitLinearSvm(takeRows(X, near), near.map((i) => classes[i]!), { C: 1 });
  assert(near.length < 40);
  less.coefficients.forEach((w, j) => assertAlmostEquals(w, model.coefficients[j]!, 1e-5));
});

Deno.test("fitHuberRegression() hardly moves for one wild label, and follows least squares without", () => {
  const wild = y.slice();
  wild[0] = 1e4;
  const [before, after] = [fitHuberRegression(X, y), fitHuberRegression(X, wild)];
  before.coefficients.forEach((w, j) => assertAlmostEquals(after.coefficients[j]!, w, 0.3));
  assert(after.outliers[0]);
  const wide = fitHuberRegression(X, y, { epsilon: 50, alpha: 0 });
  fitLinearRegression(X, y).coefficients.forEach((w, j) => {
    assertAlmostEquals(wide.coefficients[j]!, w, 1e-6);
  });
});

Deno.test("fits say what is wrong with their input", () => {
  const two = matrixFrom([[1], [2]]);
  const cases: [() => unknown, string][] = [
    [
      () => fitLinearRegression(two, [1, NaN]),
      "Cannot compute an empirical risk: squared loss takes labels that are finite numbers, got NaN in row 1",
    ],
    [
      () => fitLinearRegression(two, [1, 2], { alpha: -1 }),
      "Cannot create a penalty: l2 must be 0 or more, got -1",
    ],
    [
      () => fitElasticNet(two, [1, 2], { alpha: 1, l1Ratio: 2 }),
      "Cannot fit an elastic net: l1Ratio must be from 0 to 1, got 2",
    ],
    [
      () => fitLogisticRegression(two, [4, 4]),
      "Cannot fit a logistic regression: y must hold at least two classes, got [4]",
    ],
    [
      () => fitLogisticRegression(two, [NaN, 4]),
      "Cannot fit a logistic regression: labels must be finite numbers, got NaN in row 0",
    ],
    [
      () => fitLogisticRegression(two, [0, 1], { C: 0 }),
      "Cannot fit a logistic regression: C must be above 0, got 0",
    ],
    [
      () => fitLogisticRegression(two, [0, 1, 1]),
      "Cannot compute an empirical risk: X and y must have one length, got 2 and 3",
    ],
    [
      () => fitLinearSvm(matrixFrom([[1], [2], [3]]), [1, 2, 3]),
      "Cannot fit a linear support vector machine: y must hold two classes, got [1, 2, 3]",
    ],
    [
      () => fitHuberRegression(two, [1, 2], { epsilon: 1 }),
      "Cannot fit a Huber regression: epsilon must be a finite number above 1, got 1",
    ],
  ];
  for (const [call, text] of cases) {
    assertEquals(assertThrows(call, RangeError).message, text);
  }
});

Deno.test("fitHuberRegression() stops where all or most samples lie on one line", () => {
  const line = matrixFrom([[1], [2], [3], [4], [5], [6]]);
  for (const labels of [[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 50, 6]]) {
    assertThrows(
      () => fitHuberRegression(line, labels),
      RangeError,
      "Cannot fit a Huber regression: most samples must scatter, not lie on one plane: ",
    );
  }
});
