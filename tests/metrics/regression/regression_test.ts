import {
  adjustedR2Score,
  d2PinballScore,
  d2TweedieScore,
  explainedVarianceScore,
  meanGammaDeviance,
  meanHuberLoss,
  meanPinballLoss,
  meanPoissonDeviance,
  meanSquaredError,
  meanSquaredLogError,
  meanTweedieDeviance,
  medianAbsoluteError,
  multiOutput,
  r2Score,
  residualDiagnostics,
} from "descent/metrics";
import { createPrng, matrixFrom } from "descent/core";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { pairwiseSum } from "../../../lib/metrics/pairwise_sum.ts";
import { weightedQuantile } from "../../../lib/metrics/regression/weighted_quantile.ts";

const finite = fc.integer({ min: -50, max: 50 });

Deno.test("r2Score() and its like know a target that is constant", () => {
  // 3.3 is not exact in binary, nor is the mean of many of them.
  const constant = new Array<number>(7).fill(3.3);
  const off = constant.map((y, i) => y + i / 10);
  assertEquals(r2Score(constant, constant), 1);
  assertEquals(r2Score(constant, off), 0);
  assertEquals(r2Score(constant, off, { forceFinite: false }), -Infinity);
  assertEquals(explainedVarianceScore(constant, constant.map((y) => y + 1)), 1);
  assertEquals(d2PinballScore(constant, off, { quantile: 0.3 }), 0);
  assertEquals(d2TweedieScore(constant, off, { power: 1 }), 0);
  assertEquals(d2TweedieScore(constant, constant, { power: 1 }), 1);
});

Deno.test("adjustedR2Score() of useless features is about 0", () => {
  // n = 11 and 5 features: R² = 1/2 is what chance alone makes of them.
  const yTrue = Array.from({ length: 11 }, (_, i) => i);
  const mean = 5;
  const yPred = yTrue.map((y) => mean + (y - mean) * (1 - Math.SQRT1_2));
  assertAlmostEquals(r2Score(yTrue, yPred), 0.5, 1e-12);
  assertAlmostEquals(adjustedR2Score(yTrue, yPred, { features: 5 }), 0, 1e-12);
});

Deno.test("meanHuberLoss() joins its two parts without a step", () => {
  const loss = (error: number) => meanHuberLoss([error], [0], { delta: 2 });
  assertEquals([loss(1), loss(2), loss(3), loss(-3)], [0.5, 2, 4, 4]);
  assertAlmostEquals((loss(2 + 1e-6) - loss(2)) / 1e-6, (loss(2) - loss(2 - 1e-6)) / 1e-6, 1e-5);
});

Deno.test("meanTweedieDeviance() passes through its special cases", () => {
  const [y, p] = [[1, 2, 5], [2, 2, 3]];
  const at = (power: number) => meanTweedieDeviance(y, p, { power });
  assertEquals(at(0), meanSquaredError(y, p));
  assertAlmostEquals(at(1 + 1e-6), meanPoissonDeviance(y, p), 1e-5);
  assertAlmostEquals(at(2 - 1e-6), meanGammaDeviance(y, p), 1e-5);
});

Deno.test("meanTweedieDeviance() is least at the mean, meanPinballLoss() at the quantile", () => {
  const y = [1, 2, 2, 3, 7, 9, 11];
  const constant = (value: number) => y.map(() => value);
  const candidates = Array.from({ length: 110 }, (_, i) => (i + 10) / 10);
  for (const power of [-1, 0, 1, 1.5, 2, 3]) {
    const best = candidates.toSorted((a, b) =>
      meanTweedieDeviance(y, constant(a), { power }) -
      meanTweedieDeviance(y, constant(b), { power })
    )[0]!;
    assertEquals(best, 5, `power ${power}`);
  }
  const pinball = (value: number) => meanPinballLoss(y, constant(value), { quantile: 0.8 });
  assertEquals(candidates.toSorted((a, b) => pinball(a) - pinball(b))[0], 9);
});

Deno.test("weightedQuantile() with whole weights is that of repeated values", () => {
  const row = fc.tuple(finite, fc.integer({ min: 0, max: 4 }));
  const p = fc.constantFrom(0.1, 0.25, 0.5, 0.7, 0.9);
  fc.assert(fc.property(fc.array(row, { minLength: 1 }), p, (rows, p) => {
    const values = rows.map(([value]) => value);
    const weights = rows.map(([, weight], i) => i === 0 ? weight + 1 : weight);
    const repeated = values.flatMap((value, i) => Array<number>(weights[i]!).fill(value));
    assertEquals(weightedQuantile(values, p, weights), weightedQuantile(repeated, p));
  }));
});

Deno.test("weightedQuantile() averages where the weight is just reached, also after rounding", () => {
  assertEquals(weightedQuantile([1, 2, 3, 4], 0.5), 2.5);
  assertEquals(weightedQuantile([1, 2, 3, 4], 0.5, [0.1, 0.2, 0.2, 0.1]), 2.5);
  assertEquals(weightedQuantile([...Array(10).keys()], 0.7), 6.5);
  assertEquals(weightedQuantile([5, 1], 0.5, [0, 2]), 1);
});

Deno.test("pairwiseSum() adds a million tenths without losing digits", () => {
  assertAlmostEquals(pairwiseSum(0, 1e6, () => 0.1), 1e5, 1e-9);
  for (const n of [0, 1, 7, 8, 9, 127, 128, 129, 1000]) {
    assertEquals(pairwiseSum(3, n, (i) => i), n * (n - 1) / 2 + 3 * n, `${n} terms`);
  }
});

Deno.test("medianAbsoluteError() does not overflow for huge values", () => {
  assertEquals(medianAbsoluteError([1e308, -1e308], [0, 0]), 1e308);
});

Deno.test("multiOutput() averages by variance, where there is any", () => {
  const yTrue = matrixFrom([[1, 5], [2, 5], [3, 5]]);
  const yPred = matrixFrom([[1, 4], [2, 5], [2, 6]]);
  assertEquals(multiOutput(r2Score, yTrue, yPred), { raw: [0.5, 0], average: 0.25 });
  assertEquals(multiOutput(r2Score, yTrue, yPred, { average: "variance" }).average, 0.5);
  const constant = matrixFrom([[5, 5], [5, 5]]);
  assertEquals(multiOutput(r2Score, constant, constant, { average: "variance" }).average, 1);
});

Deno.test("residualDiagnostics() agrees with statsmodels 0.15.0 and scipy 1.17.1", () => {
  const yPred = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const errors = [0.1, -0.2, 0.3, -0.1, 0.5, -0.6, 0.2, 0.9, -1.1, 0.7];
  const found = residualDiagnostics(yPred.map((p, i) => p + errors[i]!), yPred);
  assertAlmostEquals(found.equalSpread.statistic, 5.490123844331797, 1e-10);
  assertAlmostEquals(found.equalSpread.pValue, 0.019124188330473395, 1e-10);
  assertAlmostEquals(found.durbinWatson, 3.154078549848943, 1e-10);
  assertAlmostEquals(found.normality.statistic, 0.5625859731719036, 1e-10);
  assertAlmostEquals(found.normality.pValue, 0.7548071547089805, 1e-10);
  assertAlmostEquals(found.skewness, -0.5430352749277784, 1e-10);
  assertAlmostEquals(found.excessKurtosis, 2.5868933595922026 - 3, 1e-10);
  assertAlmostEquals(found.spread, 0.601941303893771, 1e-12);
  assertAlmostEquals(found.bias.interval[0], -0.3606028687293955, 1e-12);
});

Deno.test("residualDiagnostics() finds nothing in normal errors, and names an outlier", () => {
  const prng = createPrng(4);
  const yPred = Array.from({ length: 500 }, (_, i) => i / 10);
  const yTrue = yPred.map((value) => value + prng.nextNormal());
  const fine = residualDiagnostics(yTrue, yPred);
  assert(fine.normality.pValue > 0.01 && fine.equalSpread.pValue > 0.01);
  assertAlmostEquals(fine.durbinWatson, 2, 0.3);
  const spoilt = residualDiagnostics(yTrue.with(17, yTrue[17]! + 50), yPred);
  assertEquals(spoilt.outliers, [17]);
  assert(spoilt.normality.pValue < 1e-6);
});

const ERRORS: [string, () => unknown][] = [
  [
    "Cannot compute meanSquaredError: yTrue and yPred must have one length, got 2 and 1",
    () => meanSquaredError([1, 2], [1]),
  ],
  [
    "Cannot compute meanSquaredError: yTrue must hold at least one value, got []",
    () => meanSquaredError([], []),
  ],
  [
    "Cannot compute meanSquaredError: yPred must hold finite numbers, got NaN",
    () => meanSquaredError([1], [NaN]),
  ],
  [
    "Cannot compute meanSquaredError: sampleWeight must hold finite numbers of at least 0, got -1",
    () => meanSquaredError([1, 2], [1, 2], { sampleWeight: [1, -1] }),
  ],
  ["Cannot compute r2Score: yTrue must hold at least 2 values, got 1", () => r2Score([1], [1])],
  [
    "Cannot compute adjustedR2Score: 2 features take at least 4 samples, got 3",
    () => adjustedR2Score([1, 2, 3], [1, 2, 3], { features: 2 }),
  ],
  [
    "Cannot compute meanSquaredLogError: yPred must hold values above -1, got -1",
    () => meanSquaredLogError([1], [-1]),
  ],
  [
    "Cannot compute meanPinballLoss: quantile must be between 0 and 1, got 90",
    () => meanPinballLoss([1], [1], { quantile: 90 }),
  ],
  [
    "Cannot compute meanHuberLoss: delta must be a finite number above 0, got 0",
    () => meanHuberLoss([1], [1], { delta: 0 }),
  ],
  [
    "Cannot compute meanTweedieDeviance: power must be at most 0 or at least 1, got 0.5",
    () => meanTweedieDeviance([1], [1], { power: 0.5 }),
  ],
  [
    "Cannot compute meanGammaDeviance: yTrue must hold values above 0 for power 2, got 0",
    () => meanGammaDeviance([0], [1]),
  ],
  [
    "Cannot compute meanPoissonDeviance: yTrue must hold values of at least 0 for power 1, got -1",
    () => meanPoissonDeviance([-1], [1]),
  ],
  [
    "Cannot compute multiOutput: the columns of yTrue and those of yPred must have one length, " +
    "got 1 and 2",
    () => multiOutput(r2Score, matrixFrom([[1], [2]]), matrixFrom([[1, 2], [2, 3]])),
  ],
  [
    "Cannot compute multiOutput: average must hold 1 finite weights of at least 0, one above 0, " +
    "got [1, 2]",
    () => multiOutput(r2Score, matrixFrom([[1], [2]]), matrixFrom([[1], [2]]), { average: [1, 2] }),
  ],
  [
    "Cannot compute residualDiagnostics: the errors must differ from each other, got 1",
    () => residualDiagnostics([2, 3, 4], [1, 2, 3]),
  ],
];

for (const [expected, call] of ERRORS) {
  Deno.test(expected, () => assertEquals(assertThrows(call, RangeError).message, expected));
}

Deno.test("meanSquaredError() refuses what is not a number", () => {
  const { message } = assertThrows(
    () => meanSquaredError(["1"] as unknown as number[], [1]),
    TypeError,
  );
  assertEquals(
    message,
    'Cannot compute meanSquaredError: yTrue must hold finite numbers, got "1"',
  );
});
