import { createPrng, matrixFrom, rowOf } from "descent/core";
import {
  alphaGrid,
  biasVariance,
  bootstrapSample,
  crossValidate,
  fitElasticNet,
  fitLinearRegression,
  generalizationGap,
  learningCurve,
  lossesOf,
  minimizeRisk,
  polynomialHypothesis,
  regularizationPath,
  squaredLoss,
  validationCurve,
} from "descent/erm";
import { fitStandardScaler, kFold } from "descent/preprocess";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

const prng = createPrng(5);
const X = matrixFrom(Array.from({ length: 24 }, () => [prng.nextNormal(), prng.nextNormal()]));
const y = Float64Array.from({ length: 24 }, (_, i) => X.data[2 * i]! + 0.5 * prng.nextNormal());
const folds = kFold(24, { folds: 4, seed: 1 });
const score = (
  model: ReturnType<typeof fitLinearRegression>,
  X: Parameters<typeof fitLinearRegression>[0],
  y: Float64Array,
) => -model.predict(X).reduce((sum, z, i) => sum + (z - y[i]!) ** 2, 0) / y.length;

Deno.test("crossValidate() learns and prepares on the training part alone", () => {
  const seen: number[] = [];
  crossValidate(X, y, {
    folds,
    prepare: (part) => (seen.push(part.rows), fitStandardScaler(part)),
    fit: (part, labels) => {
      assertEquals(labels.length, 18);
      for (let j = 0; j < 2; j++) { // scaled by what itself says
        let sum = 0;
        for (let i = 0; i < 18; i++) sum += part.data[2 * i + j]!;
        assertAlmostEquals(sum, 0, 1e-10);
      }
      return fitLinearRegression(part, labels);
    },
    scores: { error: score },
  });
  assertEquals(seen, [18, 18, 18, 18]);
});

Deno.test("crossValidate() scores every sample once, by what was learnt without it", () => {
  const { lengths } = crossValidate(X, y, {
    folds,
    fit: fitLinearRegression,
    scores: { lengths: (_, X) => X.rows },
  });
  assertEquals([...lengths.test, ...lengths.train], [6, 6, 6, 6, 18, 18, 18, 18]);
  assertEquals([lengths.mean, lengths.deviation], [6, 0]);
});

Deno.test("learningCurve() ends where cross-validation is, and validationCurve() passes it", () => {
  const whole = crossValidate(X, y, { folds, fit: fitLinearRegression, scores: { score } }).score;
  const learnt = learningCurve(X, y, { folds, score, fit: fitLinearRegression, sizes: [4, 18] });
  assertEquals(rowOf(learnt.test, 1), whole.test);
  const validated = validationCurve(X, y, {
    folds,
    score,
    values: [0, 10],
    fit: (X, y, alpha) => fitLinearRegression(X, y, { alpha }),
  });
  assertEquals(rowOf(validated.test, 0), whole.test);
  assertEquals(rowOf(validated.train, 0), whole.train);
  assertEquals([validated.test.rows, validated.test.columns], [2, 4]);
});

Deno.test("the training error grows with a penalty, and with the number of samples on the whole", () => {
  const { train } = validationCurve(X, y, {
    folds,
    score,
    values: [0, 1, 10, 100],
    fit: (X, y, alpha) => fitLinearRegression(X, y, { alpha }),
  });
  for (let at = 4; at < train.data.length; at++) assert(train.data[at]! <= train.data[at - 4]!);
});

Deno.test("regularizationPath() begins with nothing and gives what single fits give", () => {
  const path = regularizationPath(X, y, { alphas: alphaGrid(X, y, { count: 8 }) });
  assertEquals(path.nonZero[0], 0);
  assertEquals(path.nonZero.at(-1), 2);
  path.alphas.forEach((alpha, row) => {
    const { coefficients, intercept } = fitElasticNet(X, y, { alpha });
    coefficients.forEach((w, j) => {
      assertAlmostEquals(path.coefficients.data[2 * row + j]!, w, 1e-9);
    });
    assertAlmostEquals(path.intercepts[row]!, intercept, 1e-9);
  });
});

Deno.test("alphaGrid() begins at the lightest penalty that leaves nothing", () => {
  const [heaviest] = alphaGrid(X, y, { l1Ratio: 0.5 });
  const left = (alpha: number) =>
    fitElasticNet(X, y, { alpha, l1Ratio: 0.5 }).coefficients.some((w) => w !== 0);
  assertEquals([left(heaviest! * 1.0001), left(heaviest! * 0.99)], [false, true]);
});

Deno.test("generalizationGap() and lossesOf() agree with the fitted risk", () => {
  const model = minimizeRisk(X, y, { loss: squaredLoss });
  const losses = lossesOf(squaredLoss, model.scores(X), y);
  const { train, gap } = generalizationGap(losses, losses);
  assertAlmostEquals(train, model.meanLoss, 1e-12);
  assertEquals(gap, 0);
  assert(Number.isNaN(generalizationGap(losses, [1]).standardError));
});

// y = sin 3x + noise of variance 0.04 at 25 places.
const at = matrixFrom(Array.from({ length: 25 }, (_, i) => [i / 12 - 1]));
const truth = at.data.map((x) => Math.sin(3 * x));
const polynomial = (degree: number) =>
  biasVariance({
    draw: (prng) => ({ X: at, y: truth.map((value) => value + 0.2 * prng.nextNormal()) }),
    fit: (X, y) =>
      minimizeRisk(X, y, { loss: squaredLoss, hypothesis: polynomialHypothesis({ degree }) }),
    at,
    truth,
    noise: 0.04,
    repeats: 200,
    seed: 3,
  });

Deno.test("biasVariance(): a degree more takes bias and brings variance, σ² a parameter over n", () => {
  const [stiff, middle, supple] = [1, 5, 12].map(polynomial) as [
    ReturnType<typeof polynomial>,
    ReturnType<typeof polynomial>,
    ReturnType<typeof polynomial>,
  ];
  assert(stiff.biasSquared > 0.1 && middle.biasSquared < 1e-3);
  // Least squares at fixed places: the mean variance is σ² (degree + 1) / n.
  assertAlmostEquals(stiff.variance, 0.04 * 2 / 25, 0.1 * 0.04 * 2 / 25);
  assertAlmostEquals(supple.variance, 0.04 * 13 / 25, 0.1 * 0.04 * 13 / 25);
  assert(middle.error < stiff.error && middle.error < supple.error);
  assertAlmostEquals(middle.error, middle.biasSquared + middle.variance + 0.04, 1e-15);
});

Deno.test("biasVariance() gives the same for the same seed", () => {
  assertEquals(polynomial(2), polynomial(2));
});

Deno.test("bootstrapSample() leaves out about 1/e of many samples", () => {
  const many = matrixFrom(Array.from({ length: 5000 }, (_, i) => [i]));
  const { X } = bootstrapSample(many, many.data, createPrng(2));
  assertAlmostEquals(new Set(X.data).size / 5000, 1 - 1 / Math.E, 0.02);
});

Deno.test("validation says what is wrong with its input", () => {
  const cases: [() => unknown, string][] = [
    [
      () => crossValidate(X, y, { folds: [], fit: fitLinearRegression, scores: {} }),
      "Cannot cross-validate: the number of folds must be a whole number of at least 1, got 0",
    ],
    [
      () =>
        crossValidate(X, y, {
          folds: [{ train: [0], test: [] }],
          fit: fitLinearRegression,
          scores: {},
        }),
      "Cannot cross-validate: fold 0 must have samples to train and to test, got 1 and 0",
    ],
    [
      () => learningCurve(X, y, { folds, score, fit: fitLinearRegression, sizes: [19] }),
      "Cannot draw a learning curve: a size must be a whole number from 1 to 18, got 19",
    ],
    [
      () => regularizationPath(X, y, { l1Ratio: 0 }),
      "Cannot lay out penalties: l1Ratio must be above 0 and at most 1, or alphas must be given, got 0",
    ],
    [
      () => alphaGrid(X, y.map(() => 1)),
      "Cannot lay out penalties: the heaviest penalty, from X and y, must be a finite number above 0, got 0",
    ],
    [
      () => generalizationGap([], [1]),
      "Cannot compute a generalisation gap: the number of training losses must be a whole number of at least 1, got 0",
    ],
    [
      () => polynomialBias({ repeats: 1 }),
      "Cannot split an error into bias and variance: repeats must be a whole number of at least 2, got 1",
    ],
    [
      () => polynomialBias({ noise: -1 }),
      "Cannot split an error into bias and variance: noise must be 0 or more, got -1",
    ],
  ];
  for (const [call, text] of cases) {
    assertEquals(assertThrows(call, RangeError).message, text);
  }
});

function polynomialBias(options: { repeats?: number; noise?: number }) {
  return biasVariance({
    draw: () => ({ X, y }),
    fit: fitLinearRegression,
    at: X,
    truth: y,
    seed: 1,
    ...options,
  });
}
