import {
  averagePrecisionScore,
  bestThreshold,
  brierDecomposition,
  brierLoss,
  calibrationCurve,
  costCurve,
  expectedCalibrationError,
  gainCurve,
  logLoss,
  precisionRecallCurve,
  rocAucScore,
  rocCurve,
  thresholdTable,
} from "descent/metrics";
import { createPrng } from "descent/core";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { descendingOrder } from "../../../lib/metrics/probability/descending_order.ts";

const binary = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 20 })),
  { maxLength: 60 },
).map((rows) => {
  const all = [[0, 4], [1, 12], [0, 12], ...rows] as [number, number][];
  return [all.map(([label]) => label), all.map(([, score]) => score / 20)] as const;
});

Deno.test("descendingOrder() is what a stable comparing sort gives, for few numbers and for many", () => {
  const prng = createPrng(3);
  for (const n of [0, 1, 2, 4095, 4096, 20_000]) {
    for (
      const draw of [
        () => prng.nextNormal() * 10 ** prng.nextInteger(300),
        () => Math.round(4 * prng.nextNormal()), // many ties, and −0
        () => Math.fround(prng.next()),
        () => 7,
      ]
    ) {
      const values = Float64Array.from({ length: n }, draw);
      const expected = [...values.keys()].sort((i, j) => values[j]! - values[i]! || i - j);
      assertEquals([...descendingOrder(values)], expected);
    }
  }
});

Deno.test("rocAucScore() is the share of pairs in the right order, ties counted half", () => {
  fc.assert(fc.property(binary, ([yTrue, scores]) => {
    let [right, pairs] = [0, 0];
    yTrue.forEach((a, i) =>
      yTrue.forEach((b, j) => {
        if (a !== 1 || b !== 0) return;
        pairs++;
        right += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0;
      })
    );
    assertAlmostEquals(rocAucScore(yTrue, scores), right / pairs, 1e-12);
  }));
});

Deno.test("rocAucScore() turns over with the scores, and keeps to any rising function of them", () => {
  fc.assert(fc.property(binary, ([yTrue, scores]) => {
    const area = rocAucScore(yTrue, scores);
    assertAlmostEquals(rocAucScore(yTrue, scores.map((s) => -s)), 1 - area, 1e-12);
    assertAlmostEquals(rocAucScore(yTrue, scores.map((s) => Math.exp(9 * s))), area, 1e-12);
  }));
});

Deno.test("curves rise, and their areas are the scores of their name", () => {
  fc.assert(fc.property(binary, ([yTrue, scores]) => {
    const { falsePositiveRate: x, truePositiveRate: y } = rocCurve(yTrue, scores);
    let area = 0;
    for (let i = 1; i < x.length; i++) {
      assert(x[i]! >= x[i - 1]! && y[i]! >= y[i - 1]!);
      area += (x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!) / 2;
    }
    assertAlmostEquals(area, rocAucScore(yTrue, scores), 1e-12);
    const { precision, recall } = precisionRecallCurve(yTrue, scores);
    let steps = 0;
    for (let i = 1; i < recall.length; i++) {
      steps += (recall[i - 1]! - recall[i]!) * precision[i - 1]!;
    }
    assertAlmostEquals(steps, averagePrecisionScore(yTrue, scores), 1e-12);
  }));
});

Deno.test("a curve of 200,000 different scores is made without running out of stack", () => {
  const prng = createPrng(1);
  const scores = Float64Array.from({ length: 200_000 }, () => prng.next());
  const yTrue = Uint8Array.from(scores, (score) => prng.next() < score ? 1 : 0);
  assertEquals(rocCurve(yTrue, scores).thresholds.length, new Set(scores).size + 1);
  // Truth drawn with the score as its probability: the area is 5/6.
  assertAlmostEquals(rocAucScore(yTrue, scores), 5 / 6, 0.005);
});

Deno.test("brierDecomposition() adds up to the loss, in groups and in bins", () => {
  fc.assert(fc.property(binary, fc.integer({ min: 1, max: 6 }), ([yTrue, scores], bins) => {
    for (const options of [{}, { bins }, { bins, strategy: "quantile" as const }]) {
      const { loss, reliability, resolution, uncertainty, withinBins } = brierDecomposition(
        yTrue,
        scores,
        options,
      );
      assertAlmostEquals(loss, brierLoss(yTrue, scores), 1e-12);
      assertAlmostEquals(reliability - resolution + uncertainty + withinBins, loss, 1e-12);
    }
  }));
});

Deno.test("brierDecomposition() within bins is their variance less twice their covariance", () => {
  // One bin: mean p 0.5, share 1/2; variance of p 0.09, covariance with the truth 0.15.
  const { withinBins, reliability } = brierDecomposition([0, 1], [0.2, 0.8], { bins: 1 });
  assertAlmostEquals(reliability, 0, 1e-15);
  assertAlmostEquals(withinBins, 0.09 - 2 * 0.15, 1e-15);
});

Deno.test("calibrationCurve() by quantiles fills its bins alike", () => {
  const prng = createPrng(2);
  const p = Float64Array.from({ length: 1000 }, () => prng.next() ** 3);
  const yTrue = Array.from(p, (share) => prng.next() < share ? 1 : 0);
  const curve = calibrationCurve(yTrue, p, { bins: 5, strategy: "quantile" });
  assertEquals(curve.map(({ weight }) => weight), [200, 200, 200, 200, 200]);
  for (const { predicted, observed } of curve) assertAlmostEquals(observed, predicted, 0.11);
});

Deno.test("expectedCalibrationError() puts a probability on an edge into the bin below", () => {
  const curve = calibrationCurve([0, 1, 1], [0.5, 0.500001, 0], { bins: 2 });
  assertEquals(curve.map(({ weight }) => weight), [2, 1]);
  assertAlmostEquals(expectedCalibrationError([0, 1], [0.5, 0.5], { bins: 2 }), 0, 1e-15);
});

Deno.test("bestThreshold() has the lowest cost of all thresholds", () => {
  fc.assert(fc.property(binary, fc.nat(9), fc.nat(9), ([yTrue, scores], a, b) => {
    const cost = { falsePositive: a, falseNegative: b };
    const best = bestThreshold(yTrue, scores, { cost });
    for (const threshold of [Infinity, ...scores]) {
      let sum = 0;
      yTrue.forEach((label, i) => {
        const alarm = scores[i]! >= threshold;
        sum += alarm && label === 0 ? a : !alarm && label === 1 ? b : 0;
      });
      assert(best.cost <= sum / yTrue.length + 1e-12);
      if (threshold === best.threshold) assertAlmostEquals(best.cost, sum / yTrue.length, 1e-12);
    }
  }));
});

Deno.test("bestThreshold() of calibrated probabilities is near the ratio of the costs", () => {
  const prng = createPrng(4);
  const p = Float64Array.from({ length: 50_000 }, () => prng.next());
  const yTrue = Uint8Array.from(p, (share) => prng.next() < share ? 1 : 0);
  const cost = { falsePositive: 1, falseNegative: 4 };
  assertAlmostEquals(bestThreshold(yTrue, p, { cost }).threshold, 0.2, 0.03);
});

Deno.test("thresholdTable() is bestThreshold()'s at its threshold", () => {
  fc.assert(fc.property(binary, ([yTrue, scores]) => {
    const cost = { falsePositive: 2, falseNegative: 3 };
    const best = bestThreshold(yTrue, scores, { cost });
    const [row] = thresholdTable(yTrue, scores, { thresholds: [best.threshold], cost });
    assertAlmostEquals(row!.cost, best.cost, 1e-12);
    const all = thresholdTable(yTrue, scores, { cost });
    const least = Math.min(...all.map(({ cost }) => cost));
    assert(best.cost <= least + 1e-12);
  }));
});

Deno.test("costCurve() is the lowest line of all thresholds, everywhere", () => {
  fc.assert(
    fc.property(binary, fc.double({ min: 0, max: 1, noNaN: true }), ([yTrue, scores], x) => {
      const { probabilityCost, expectedCost } = costCurve(yTrue, scores);
      const at = Math.max(1, probabilityCost.findIndex((corner) => corner >= x));
      const [x0, x1] = [probabilityCost[at - 1]!, probabilityCost[at]!];
      const [y0, y1] = [expectedCost[at - 1]!, expectedCost[at]!];
      const ours = x1 === x0 ? y1 : y0 + (y1 - y0) * (x - x0) / (x1 - x0);
      const { falsePositiveRate, truePositiveRate } = rocCurve(yTrue, scores);
      const lines = Array.from(
        falsePositiveRate,
        (alarms, i) => alarms * (1 - x) + (1 - truePositiveRate[i]!) * x,
      );
      assertAlmostEquals(ours, Math.min(...lines), 1e-12);
    }),
  );
});

Deno.test("gainCurve() ends where all are taken, with a lift of 1", () => {
  fc.assert(fc.property(binary, ([yTrue, scores]) => {
    const { share, gain, lift } = gainCurve(yTrue, scores);
    assertEquals([share[0], gain[0], share.at(-1), gain.at(-1)], [0, 0, 1, 1]);
    assertAlmostEquals(lift.at(-1)!, 1, 1e-12);
    assertEquals(lift[0], lift[1]);
  }));
});

Deno.test("probabilities in 32 bits, which do not quite sum to 1, are taken", () => {
  const row = [Math.fround(0.1), Math.fround(0.2), Math.fround(0.7)];
  assert(logLoss([0, 1, 2], [row, row, row]) > 1);
});

const ROW = [0.5, 0.5];
const ERRORS: [string, () => unknown, string][] = [
  [
    "an area of one class",
    () => rocAucScore([1, 1], [0.2, 0.4]),
    "compute rocAucScore: yTrue must hold samples of both classes, got positive ones only",
  ],
  [
    "a class of which there is none",
    () => rocAucScore([0, 1, 1], [ROW, ROW, ROW].map((row) => [...row, 0]), { labels: [0, 1, 2] }),
    "compute rocAucScore: yTrue must hold samples of both classes, 2 and others",
  ],
  [
    "scores and labels of two lengths",
    () => rocCurve([0, 1], [0.5]),
    "compute rocCurve: yTrue and scores must have one length, got 2 and 1",
  ],
  [
    "a score that is not a number",
    () => precisionRecallCurve([0, 1], [0.5, NaN]),
    "compute precisionRecallCurve: scores must hold finite numbers, got NaN",
  ],
  [
    "text without a positive class",
    () => logLoss(["no", "yes"], [0.5, 0.5]),
    'compute logLoss: positive must name one of the labels of yTrue, got "no"',
  ],
  [
    "a positive class that is no label",
    () => rocAucScore(["no", "yes"], [0.5, 0.5], { positive: "maybe" }),
    'compute rocAucScore: positive must be a label of yTrue, got "maybe"',
  ],
  [
    "labels of which none is the usual positive one",
    () => brierLoss([1, 2], [0.5, 0.5]),
    "compute brierLoss: yTrue must hold 0 and 1 or −1 and 1, or else positive must name a label, " +
    "got 2",
  ],
  [
    "a probability above 1",
    () => logLoss([0, 1], [0.5, 1.5]),
    "compute logLoss: probabilities must lie between 0 and 1, got 1.5",
  ],
  [
    "a probability that is not a number",
    () => brierLoss([0, 1], [0.5, NaN]),
    "compute brierLoss: probabilities must lie between 0 and 1, got NaN",
  ],
  [
    "a row that does not sum to 1",
    () => logLoss([0, 1], [ROW, [0.5, 0.4]]),
    "compute logLoss: row 1 of probabilities must sum to 1, got 0.9",
  ],
  [
    "a label that is none of the classes",
    () => logLoss([0, 7], [ROW, ROW], { labels: [0, 1] }),
    "compute logLoss: yTrue must hold labels of [0,1], got 7",
  ],
  [
    "more columns than classes",
    () => brierLoss([0, 0], [ROW, ROW]),
    "compute brierLoss: yTrue must hold 2 classes, one for each column; or name all in labels, " +
    "got 1",
  ],
  [
    "no bins",
    () => calibrationCurve([0, 1], ROW, { bins: 0 }),
    "compute calibrationCurve: bins must be a whole number from 1 to 16777216, got 0",
  ],
  [
    "a part of the curve that is none",
    () => rocAucScore([0, 1], ROW, { maxFalsePositiveRate: 0 }),
    "compute rocAucScore: maxFalsePositiveRate must be above 0 and at most 1, got 0",
  ],
  [
    "pairs of classes in one list",
    () => rocAucScore([0, 1], [ROW, ROW], { multiClass: "ovo", average: "micro" }),
    'compute rocAucScore: average must be one of macro, weighted, got "micro"',
  ],
  [
    "gain without anything to find",
    () => gainCurve([0, 0], ROW),
    "compute gainCurve: yTrue must hold samples of the positive class",
  ],
  [
    "a cost that is not finite",
    () => bestThreshold([0, 1], ROW, { cost: { falsePositive: NaN, falseNegative: 1 } }),
    "compute bestThreshold: the cost of a falsePositive must be a finite number, got NaN",
  ],
  [
    "weights that are all 0",
    () => logLoss([0, 1], ROW, { sampleWeight: [0, 0] }),
    "compute logLoss: sampleWeight must hold a weight above 0, got [0, 0]",
  ],
];

for (const [what, call, text] of ERRORS) {
  Deno.test(`metrics of probabilities refuse ${what}`, () => {
    assertEquals(assertThrows(call, RangeError).message, `Cannot ${text}`);
  });
}
