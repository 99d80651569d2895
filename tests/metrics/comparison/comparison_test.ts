import {
  accuracyScore,
  binomialTest,
  comparePredictions,
  f1Score,
  fiveByTwoCvTest,
  holmCorrection,
  mcNemarPower,
  mcNemarSampleSize,
  mcNemarTest,
  pairedTable,
  pairedTTest,
  proportionInterval,
  proportionSampleSize,
  rocAucScore,
  tTestOfMoments,
  wilcoxonTest,
} from "descent/metrics";
import { createPrng } from "descent/core";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

Deno.test("binomialTest() adds up what is as improbable or more so", () => {
  // Of Bin(5, 1/4): 4 and 5 successes have 15/1024 and 1/1024; all others are more probable.
  assertAlmostEquals(binomialTest(4, 5, { chance: 0.25 }).pValue, 16 / 1024, 1e-15);
  assertEquals(binomialTest(5, 10).pValue, 1);
  assertEquals(binomialTest(0, 3, { chance: 0 }).pValue, 1);
});

Deno.test("binomialTest() of the failures at the other chance is the same", () => {
  const n = fc.integer({ min: 1, max: 60 });
  const k = fc.integer({ min: 0, max: 60 });
  fc.assert(fc.property(n, k, fc.integer({ min: 1, max: 15 }), (n, k, sixteenths) => {
    const chance = sixteenths / 16;
    const successes = Math.min(k, n);
    const { pValue } = binomialTest(successes, n, { chance });
    const mirror = binomialTest(n - successes, n, { chance: 1 - chance });
    assertAlmostEquals(pValue, mirror.pValue, 1e-12);
  }));
});

Deno.test("pairedTable() and mcNemarTest() look at the disagreements alone", () => {
  const yTrue = [1, 1, 1, 1, 0, 0];
  const table = pairedTable(yTrue, [[1, 1, 1, 0, 0, 0], [0, 0, 0, 0, 0, 1]]);
  assertEquals(table, [[1, 4], [0, 1]]);
  assertAlmostEquals(mcNemarTest(table).pValue, 2 / 16, 1e-15);
  assertEquals(mcNemarTest([[900, 4], [0, 70]]), mcNemarTest(table));
  assertEquals(mcNemarTest([[5, 0], [0, 5]]), {
    statistic: 0,
    pValue: 1,
    method: "McNemar, exact",
  });
});

Deno.test("mcNemarTest() keeps its level where the models are equally good", () => {
  const prng = createPrng(7);
  let alarms = 0;
  const rounds = 2000;
  for (let round = 0; round < rounds; round++) {
    let onlyA = 0;
    for (let i = 0; i < 40; i++) if (prng.next() < 0.5) onlyA++;
    if (mcNemarTest([[0, onlyA], [40 - onlyA, 0]]).pValue <= 0.05) alarms++;
  }
  assert(alarms / rounds <= 0.05 + 3 * Math.sqrt(0.05 * 0.95 / rounds));
});

Deno.test("pairedTTest() widens the variance for folds that share training samples", () => {
  const [a, b] = [[3, 5, 4, 8], [2, 3, 3, 4]];
  const { statistic } = pairedTTest(a, b);
  const corrected = pairedTTest(a, b, { testToTrain: 1 / 3 });
  // From s² / 4 to s² (1/4 + 1/3).
  assertAlmostEquals(corrected.statistic, statistic * Math.sqrt(0.25 / (0.25 + 1 / 3)), 1e-14);
  assert(corrected.pValue > pairedTTest(a, b).pValue);
});

Deno.test("pairedTTest() knows an infinite t where all differences are one number", () => {
  const { statistic, pValue, difference } = pairedTTest([2, 3, 4], [1, 2, 3]);
  assertEquals([statistic, pValue, difference.interval], [Infinity, 0, [1, 1]]);
});

Deno.test("wilcoxonTest() counts the ways to sign the ranks", () => {
  // W⁻ = 1 + 2 of ranks 1 to 6: by scipy 1.17.1.
  const [a, b] = [[2, 4, 6, 8, 10, 3.5], [1, 2, 3, 4, 5, 6]];
  const greater = wilcoxonTest(a, b, { alternative: "greater", method: "exact" });
  assertEquals([greater.statistic, greater.pValue], [18, 0.078125]);
  // Two differences of size 1 share a rank: by scipy 1.17.1.
  const ties = wilcoxonTest([...a, 7], [...b, 8], { method: "exact" });
  assertEquals([ties.statistic, ties.pValue], [5.5, 0.21875]);
  assert(wilcoxonTest([...a, 7], [...b, 8]).method.includes("normal"));
});

Deno.test("fiveByTwoCvTest() agrees with its formulas computed by scipy 1.17.1", () => {
  const differences = [[0.02, 0.03], [0.01, 0.04], [-0.01, 0.02], [0.03, 0.03], [0.02, 0]] as const;
  const f = fiveByTwoCvTest(differences);
  assertAlmostEquals(f.statistic, 2.4782608695652177, 1e-12);
  assertAlmostEquals(f.pValue, 0.164182023630379, 1e-12);
  const t = fiveByTwoCvTest(differences, { method: "t" });
  assertAlmostEquals(t.statistic, 1.318760946791574, 1e-12);
  assertAlmostEquals(t.pValue, 0.24441900096579602, 1e-12);
});

Deno.test("holmCorrection() agrees with statsmodels 0.15.0 and keeps the order given", () => {
  const corrected = holmCorrection([0.01, 0.04, 0.03, 0.005, 0.2]);
  [0.04, 0.09, 0.09, 0.025, 0.2].forEach((p, i) => assertAlmostEquals(corrected[i]!, p, 1e-15));
});

Deno.test("holmCorrection() is never below the p-value, never above Bonferroni's", () => {
  const p = fc.integer({ min: 0, max: 100 }).map((v) => v / 100);
  fc.assert(fc.property(fc.array(p, { minLength: 1, maxLength: 8 }), (pValues) => {
    holmCorrection(pValues).forEach((corrected, i) => {
      assert(corrected >= pValues[i]! && corrected <= Math.min(1, pValues.length * pValues[i]!));
    });
  }));
});

Deno.test("mcNemarPower() is how often the exact test finds the difference", () => {
  const [n, onlyA, onlyB, rounds] = [150, 0.16, 0.05, 1500];
  const prng = createPrng(5);
  let found = 0;
  for (let round = 0; round < rounds; round++) {
    let [a, b] = [0, 0];
    for (let i = 0; i < n; i++) {
      const draw = prng.next();
      if (draw < onlyA) a++;
      else if (draw < onlyA + onlyB) b++;
    }
    if (mcNemarTest([[0, a], [b, 0]]).pValue <= 0.05) found++;
  }
  const power = mcNemarPower({ onlyA, onlyB, n });
  assertAlmostEquals(found / rounds, power, 4 * Math.sqrt(power * (1 - power) / rounds));
});

Deno.test("mcNemarSampleSize() is about where the exact test reaches the power", () => {
  for (const [onlyA, onlyB] of [[0.03, 0.02], [0.1, 0.05], [0.02, 0.001]] as const) {
    const n = mcNemarSampleSize({ onlyA, onlyB, power: 0.8 });
    assertAlmostEquals(mcNemarPower({ onlyA, onlyB, n }), 0.8, 0.06);
  }
  assertEquals(mcNemarPower({ onlyA: 0.5, onlyB: 0.5, n: 4 }), 0); // four throws prove nothing
});

Deno.test("proportionSampleSize() is the first size at which Wilson's interval is so narrow", () => {
  const n = proportionSampleSize({ expected: 0.5, halfWidth: 0.05 });
  const half = (n: number) => {
    const [low, high] = proportionInterval(Math.round(n / 2), n).interval;
    return (high - low) / 2;
  };
  assert(half(2 * Math.ceil(n / 2)) <= 0.05);
  assert(half(2 * Math.ceil(n / 2) - 4) > 0.05);
});

const yTrue = Array.from({ length: 200 }, (_, i) => i % 2);
const noisy = (every: number) => yTrue.map((label, i) => i % every === 0 ? 1 - label : label);

Deno.test("comparePredictions() takes McNemar's test for accuracy, DeLong's for areas", () => {
  const [a, b] = [noisy(11), noisy(5)];
  const byAccuracy = comparePredictions(accuracyScore, yTrue, [a, b], { seed: 1 });
  assertEquals(byAccuracy.test, mcNemarTest(pairedTable(yTrue, [a, b])));
  assertAlmostEquals(byAccuracy.difference.value, byAccuracy.a.value - byAccuracy.b.value, 1e-15);
  const scores = [a, b].map((labels) => labels.map((label, i) => label + (i % 7) / 5));
  const byArea = comparePredictions(rocAucScore, yTrue, [scores[0]!, scores[1]!], { seed: 1 });
  assertEquals(byArea.test.method, "DeLong");
  assertEquals(byArea.a.method, "delong plain");
});

Deno.test("comparePredictions() is surer of a difference than two intervals apart", () => {
  const b = noisy(10);
  const a = b.map((label, i) => i % 40 === 0 ? yTrue[i]! : label); // mends a quarter of the errors
  const { a: ofA, b: ofB, difference } = comparePredictions(f1Score, yTrue, [a, b], { seed: 2 });
  assert(difference.interval[0] > 0);
  assert(ofA.interval[0] < ofB.interval[1]); // the two overlap all the same
});

Deno.test("comparePredictions() finds nothing between a model and itself", () => {
  const { difference, test } = comparePredictions(f1Score, yTrue, [noisy(9), noisy(9)]);
  assertEquals([difference.value, difference.interval, test.pValue], [0, [0, 0], 1]);
});

const ERRORS: [string, () => unknown, string][] = [
  [
    "chance must lie from 0 to 1, got 2",
    () => binomialTest(1, 2, { chance: 2 }),
    "compute binomialTest",
  ],
  [
    "each count must be a whole number of at least 0, got -1",
    () => mcNemarTest([[1, -1], [0, 0]]),
    "compute mcNemarTest",
  ],
  ["a must hold at least 2 values, got 1", () => pairedTTest([1], [2]), "compute pairedTTest"],
  [
    "some of the differences must not be 0",
    () => pairedTTest([1, 2], [1, 2]),
    "compute pairedTTest",
  ],
  [
    "some of the differences must not be 0",
    () => wilcoxonTest([1, 2], [1, 2]),
    "compute wilcoxonTest",
  ],
  [
    "variance must be a finite number of at least 0, got -1",
    () => tTestOfMoments({ mean: 1, variance: -1, n: 3 }),
    "compute tTestOfMoments",
  ],
  ["there must be five pairs, got 1", () => fiveByTwoCvTest([[1, 2]]), "compute fiveByTwoCvTest"],
  [
    "pValues must hold numbers from 0 to 1, got 1.5",
    () => holmCorrection([0.5, 1.5]),
    "compute holmCorrection",
  ],
  [
    "onlyA and onlyB must differ, got 0.1",
    () => mcNemarSampleSize({ onlyA: 0.1, onlyB: 0.1 }),
    "compute mcNemarSampleSize",
  ],
  [
    "expected must lie from 0 to 1, got 98",
    () => proportionSampleSize({ expected: 98, halfWidth: 0.01 }),
    "compute proportionSampleSize",
  ],
  [
    "yTrue and prediction B must have one length, got 2 and 1",
    () => comparePredictions(accuracyScore, [1, 0], [[1, 0], [1]]),
    "compute comparePredictions",
  ],
];

for (const [needed, call, action] of ERRORS) {
  Deno.test(`Cannot ${action}: ${needed}`, () => {
    const { message } = assertThrows(call, RangeError);
    assertEquals(message, `Cannot ${action}: ${needed}`);
  });
}
