import {
  accuracyScore,
  balancedAccuracyScore,
  bootstrap,
  bootstrapCounts,
  bootstrapInterval,
  confusionMatrix,
  delongInterval,
  delongTest,
  estimate,
  estimateCounts,
  f1Score,
  logLoss,
  matthewsCorrelation,
  meanAbsoluteError,
  proportionInterval,
  r2Score,
  rocAucScore,
} from "descent/metrics";
import { createPrng, matrixFrom } from "descent/core";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

const mean = (values: number[]) => (at: Uint32Array) =>
  at.reduce((sum, i) => sum + values[i]!, 0) / at.length;

Deno.test("bootstrap() has the standard error of a mean", () => {
  const prng = createPrng(1);
  const values = Array.from({ length: 400 }, () => prng.nextNormal());
  const centre = mean(values)(Uint32Array.from(values, (_, i) => i));
  const deviation = Math.sqrt(values.reduce((s, v) => s + (v - centre) ** 2, 0) / values.length);
  const { standardError } = bootstrap(400, mean(values), { seed: 3, resamples: 4000 });
  assertAlmostEquals(standardError, deviation / 20, 0.05 * deviation / 20);
});

Deno.test("bootstrap() gives the same for the same seed, another for another", () => {
  const values = [1, 4, 2, 8, 5, 7];
  const run = (seed: number) => bootstrap(6, mean(values), { seed, resamples: 50 });
  assertEquals(run(4), run(4));
  assert(run(4).interval.join() !== run(5).interval.join());
});

Deno.test("bootstrap() draws a refused resample again, and passes the error on if most are", () => {
  const labels = [1, 0, 0, 0, 0, 0];
  const needsOne = (at: Uint32Array) => {
    if (!at.some((i) => labels[i] === 1)) throw new RangeError("no positive");
    return at.filter((i) => labels[i] === 1).length;
  };
  const { replicates } = bootstrap(6, needsOne, { seed: 1, resamples: 200 });
  assert(replicates.every((count) => count >= 1));
  let calls = 0;
  const refusesAll = () => {
    if (calls++ > 0) throw new RangeError("never");
    return 1;
  };
  assertThrows(() => bootstrap(6, refusesAll, { resamples: 10 }), RangeError, "never");
});

Deno.test("bootstrapCounts() has the distribution of resampled rows", () => {
  // 30 of class a, 10 of b: F1 by counts and by rows.
  const counts = [30, 10, 25, 35];
  const f1 = (c: ArrayLike<number>) => 2 * c[0]! / (2 * c[0]! + c[1]! + c[2]!);
  const rows = counts.flatMap((count, cell) => Array<number>(count).fill(cell));
  const byRows = bootstrap(rows.length, (at) => {
    const table = [0, 0, 0, 0];
    for (const i of at) table[rows[i]!]!++;
    return f1(table);
  }, { seed: 1, resamples: 6000 });
  const byCounts = bootstrapCounts(counts, f1, { seed: 2, resamples: 6000 });
  assertEquals(byCounts.value, byRows.value);
  assertAlmostEquals(byCounts.standardError, byRows.standardError, 0.04 * byRows.standardError);
  for (const end of [0, 1] as const) {
    assertAlmostEquals(byCounts.interval[end], byRows.interval[end], 0.01);
  }
});

Deno.test("bootstrapCounts() has the jackknife of the rows for BCa", () => {
  const counts = [18, 2, 5, 25];
  const recall = (c: ArrayLike<number>) => c[0]! / (c[0]! + c[1]!);
  const rows = counts.flatMap((count, cell) => Array<number>(count).fill(cell));
  const replicates = bootstrapCounts(counts, recall, { seed: 9 }).replicates;
  const jackknife = rows.map((cell) => {
    const without = counts.slice();
    without[cell]!--;
    return recall(without);
  });
  const expected = bootstrapInterval({ value: 0.9, replicates, jackknife }, { method: "bca" });
  const found = bootstrapCounts(counts, recall, { seed: 9, method: "bca" });
  found.interval.forEach((end, i) => assertAlmostEquals(end, expected.interval[i]!, 1e-12));
});

Deno.test("bootstrap() finds BCa's acceleration from groups of many samples too", () => {
  const prng = createPrng(2);
  const values = Array.from({ length: 5000 }, () => -Math.log(1 - prng.next()));
  const statistic = mean(values);
  const all = Uint32Array.from(values, (_, i) => i);
  const { value, replicates } = bootstrap(5000, statistic, { seed: 1, resamples: 300 });
  const jackknife = values.map((v) => (value * 5000 - v) / 4999);
  const exact = bootstrapInterval({ value, replicates, jackknife }, { method: "bca" });
  const grouped = bootstrap(5000, statistic, { seed: 1, resamples: 300, method: "bca" });
  assertEquals(statistic(all), value);
  grouped.interval.forEach((end, i) => assertAlmostEquals(end, exact.interval[i]!, 2e-3));
});

Deno.test("intervals hold the truth about as often as they say", () => {
  // The mean of 40 exponential values, 300 times; four standard errors of 0.93 are 0.06.
  const prng = createPrng(12);
  const held = { percentile: 0, basic: 0, bca: 0 };
  for (let round = 0; round < 300; round++) {
    const values = Array.from({ length: 40 }, () => -Math.log(1 - prng.next()));
    for (const method of ["percentile", "basic", "bca"] as const) {
      const options = { seed: round, resamples: 300, method };
      const [low, high] = bootstrap(40, mean(values), options).interval;
      if (low <= 1 && 1 <= high) held[method]++;
    }
  }
  for (const [method, times] of Object.entries(held)) {
    assert(times / 300 > 0.86 && times / 300 < 0.98, `${method}: ${times / 300}`);
  }
});

const yTrue = Array.from({ length: 300 }, (_, i) => i % 3 === 0 ? 1 : 0);
const yPred = yTrue.map((label, i) => i % 7 === 0 ? 1 - label : label);
const scores = yTrue.map((label, i) => (label + (i * 37 % 100) / 40) / 4);

Deno.test("estimate() takes the exact way where there is one", () => {
  const right = yTrue.filter((label, i) => label === yPred[i]).length;
  assertEquals(estimate(accuracyScore, yTrue, yPred), proportionInterval(right, 300));
  const exact = estimate(accuracyScore, yTrue, yPred, { method: "clopperPearson", level: 0.9 });
  const options = { method: "clopperPearson", level: 0.9 } as const;
  assertEquals(exact, proportionInterval(right, 300, options));
  assertEquals(estimate(rocAucScore, yTrue, scores), delongInterval(yTrue, scores));
});

Deno.test("estimate() gives every kind of metric an interval around its value", () => {
  const probabilities = matrixFrom(scores.map((score) => [1 - score, score]));
  const found = [
    estimate(f1Score, yTrue, yPred),
    estimate(balancedAccuracyScore, yTrue, yPred, { method: "bca" }),
    estimate(matthewsCorrelation, yTrue, yPred, { method: "basic" }),
    estimate(rocAucScore, yTrue, scores, { method: "percentile", resamples: 200 }),
    estimate(logLoss, yTrue, probabilities, { resamples: 200 }),
    estimate(r2Score, yTrue, scores, { resamples: 200 }),
    estimate(meanAbsoluteError, yTrue, scores, { resamples: 200 }),
  ];
  for (const { value, interval: [low, high], n, method } of found) {
    assert(low < value && value < high, `${method}: ${value} in ${low} to ${high}`);
    assertEquals(n, 300);
  }
});

Deno.test("estimate() resamples counts as it would rows", () => {
  const byCounts = estimate(f1Score, yTrue, yPred, { seed: 1, resamples: 4000 });
  // A function of its own that takes no weights at their word: rows are resampled.
  const unweighted = (a: number[], b: number[]) => f1Score(a, b);
  const byRows = estimate(unweighted, yTrue, yPred, { seed: 1, resamples: 4000 });
  assertEquals(byRows.value, byCounts.value);
  byRows.interval.forEach((end, i) => assertAlmostEquals(end, byCounts.interval[i]!, 0.012));
  assert(byRows.interval[1] - byRows.interval[0] > 0.05);
});

Deno.test("estimateCounts() gives what estimate() does for the samples counted", () => {
  const confusion = { labels: [0, 1], matrix: confusionMatrix(yTrue, yPred) };
  assertEquals(estimateCounts(accuracyScore, confusion), estimate(accuracyScore, yTrue, yPred));
  const found = estimateCounts(f1Score, confusion, { seed: 1, resamples: 4000 });
  const expected = estimate(f1Score, yTrue, yPred, { seed: 1, resamples: 4000 });
  assertEquals([found.value, found.n], [expected.value, 300]);
  found.interval.forEach((end, i) => assertAlmostEquals(end, expected.interval[i]!, 0.012));
});

Deno.test("estimate() hands sample weights on", () => {
  const sampleWeight = yTrue.map((_, i) => 1 + i % 4);
  const { value, method } = estimate(accuracyScore, yTrue, yPred, { sampleWeight, seed: 1 });
  assertEquals(value, accuracyScore(yTrue, yPred, { sampleWeight }));
  assertEquals(method, "bootstrap percentile");
});

Deno.test("estimate() leaves its arguments as they are", () => {
  const [a, b] = [Float64Array.from(scores), Float64Array.from(yTrue)];
  estimate(meanAbsoluteError, a, b, { resamples: 20 });
  assertEquals([...a], scores);
  assertEquals([...b], yTrue);
});

Deno.test("delongTest() knows where nothing or everything differs", () => {
  const y = [0, 0, 0, 1, 1, 1];
  const right = [1, 2, 3, 4, 5, 6];
  assertEquals(delongTest(y, [right, right.map((v) => v * 2)]).pValue, 1);
  const opposite = delongTest(y, [right, right.map((v) => -v)]);
  assertEquals([opposite.statistic, opposite.pValue], [Infinity, 0]);
  const names = ["no", "no", "no", "yes", "yes", "yes"];
  assertEquals(delongInterval(names, right, { positive: "yes" }).value, 1);
});

Deno.test("bootstrapInterval() refuses a bootstrap in which nothing varies, for BCa", () => {
  const still = { value: 1, replicates: [1, 1, 1], jackknife: [1, 1] };
  assertEquals(bootstrapInterval(still).interval, [1, 1]);
  const { message } = assertThrows(() => bootstrapInterval(still, { method: "bca" }), RangeError);
  assertEquals(
    message,
    "Cannot compute bootstrapInterval: replicates and jackknife must vary around the statistic: " +
      'take method "percentile"',
  );
});

const ERRORS: [string, () => unknown][] = [
  [
    "Cannot compute bootstrap: n must be a whole number from 2 to 4294967296, got 1",
    () => bootstrap(1, () => 1),
  ],
  [
    "Cannot compute bootstrap: the statistic must be a finite number, got NaN",
    () => bootstrap(3, () => NaN, { resamples: 5 }),
  ],
  [
    "Cannot compute bootstrapCounts: each count must be a whole number of at least 0, got 0.5",
    () => bootstrapCounts([0.5, 2], () => 1),
  ],
  [
    'Cannot compute bootstrapInterval: method must be one of percentile, basic, bca, got "wald"',
    () => bootstrapInterval({ value: 1, replicates: [1, 2] }, { method: "wald" as "bca" }),
  ],
  [
    "Cannot compute estimate: method must be one of auto, percentile, basic, bca for this metric, " +
    'got "wilson"',
    () => estimate(f1Score, yTrue, yPred, { method: "wilson" }),
  ],
  [
    "Cannot compute estimate: yTrue and yPred must have one length, got 2 and 1",
    () => estimate(f1Score, [1, 0], [1]),
  ],
  [
    "Cannot compute estimateCounts: matrix must have 2 columns, got 1",
    () => estimateCounts(f1Score, { labels: [0, 1], matrix: [[1, 2], [3]] }),
  ],
  [
    "Cannot compute proportionInterval: method must be one of wilson, wilsonCorrected, " +
    'clopperPearson, agrestiCoull, jeffreys, wald, got "bayes"',
    () => proportionInterval(1, 2, { method: "bayes" as "wald" }),
  ],
  [
    "Cannot compute delongInterval: yTrue must hold at least two samples of each class, " +
    "got 1 positive and 2 negative",
    () => delongInterval([1, 0, 0], [1, 2, 3]),
  ],
];

for (const [expected, call] of ERRORS) {
  Deno.test(expected, () => {
    const { message } = assertThrows(call, RangeError);
    assertEquals(message, expected);
  });
}
