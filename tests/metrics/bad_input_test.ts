// What metrics say of input that is none: the whole text, for every metric of a kind.

import * as metrics from "descent/metrics";
import { assertEquals, assertThrows } from "@std/assert";
import { LABELS, NUMBERS, PROBABILITIES, SCORES } from "./laws/kinds.ts";
import type { Kind } from "./laws/row.ts";
import { ROWS } from "./laws/table.ts";

type Metric = (yTrue: unknown, yPred: unknown, options: Record<string, unknown>) => unknown;
type Bad = [yTrue: unknown[], yPred: unknown[], options: Record<string, unknown>, needed: string];

const ONE_KIND = "labels of one kind, as the first of yTrue (number)";
const WEIGHT = "sampleWeight must hold finite numbers of at least 0";

const BAD_WEIGHTS: Bad[] = [
  [[1, 0, 1], [1, 0, 1], { sampleWeight: [1] }, "sampleWeight must have length 3, got 1"],
  [[1, 0, 1], [1, 0, 1], { sampleWeight: [1, -1, 1] }, `${WEIGHT}, got -1`],
  [[1, 0, 1], [1, 0, 1], { sampleWeight: [1, NaN, 1] }, `${WEIGHT}, got NaN`],
  [
    [1, 0, 1],
    [1, 0, 1],
    { sampleWeight: [0, 0, 0] },
    "sampleWeight must hold a weight above 0, got [0, 0, 0]",
  ],
];

const BAD_LABELS: Bad[] = [
  [[1, 0], [1], {}, "yTrue and yPred must have one length, got 2 and 1"],
  [[], [], {}, "yTrue must hold at least one value, got []"],
  [[1, NaN], [1, 0], {}, "yTrue must hold labels: whole numbers or text, got NaN"],
  [[1, 0], [0.9, 0.1], {}, "yPred must hold labels: whole numbers or text, got 0.9"],
  [[1, "a"], [1, 0], {}, `yTrue must hold ${ONE_KIND}, got "a"`],
  [[1, 0], [1, undefined], {}, `yPred must hold ${ONE_KIND}, got undefined`],
  ...BAD_WEIGHTS,
];

/** Scores of two classes, any finite numbers. */
const BAD_SCORES: Bad[] = [
  [[1, 0], [0.5], {}, "yTrue and scores must have one length, got 2 and 1"],
  [[], [], {}, "yTrue must hold at least one value, got []"],
  [[1, 0], [0.5, NaN], {}, "scores must hold finite numbers, got NaN"],
  [["a", "b"], [0.5, 0.1], {}, 'positive must name one of the labels of yTrue, got "a"'],
  [["a", "b"], [0.5, 0.1], { positive: "c" }, 'positive must be a label of yTrue, got "c"'],
];

const SINGLE: Bad[] = [
  [[1, 1], [0.5, 0.1], {}, "yTrue must hold samples of both classes, got positive ones only"],
  [[0, 0], [0.5, 0.1], {}, "yTrue must hold samples of both classes, got negative ones only"],
];

/** Probabilities of the positive one of two classes. */
const BAD_PROBABILITIES: Bad[] = [
  [[1, 0], [0.5], {}, "yTrue and probabilities must have one length, got 2 and 1"],
  [[], [], {}, "yTrue must hold at least one value, got []"],
  [[1, 0], [0.5, NaN], {}, "probabilities must lie between 0 and 1, got NaN"],
  [[1, 0], [1.5, 0.1], {}, "probabilities must lie between 0 and 1, got 1.5"],
  [[1, 0], [0.5, -0.1], {}, "probabilities must lie between 0 and 1, got -0.1"],
  [["a", "b"], [0.5, 0.1], { positive: "c" }, 'positive must be a label of yTrue, got "c"'],
  ...BAD_WEIGHTS,
];

/** A row of probabilities for each sample. */
const BAD_ROWS: Bad[] = [
  [[0, 1], [[0.5, 0.5]], {}, "yTrue and probabilities must have one length, got 2 and 1"],
  [[], [], {}, "yTrue must hold at least one value, got []"],
  [[0, 1], [[NaN, 1], [0.5, 0.5]], {}, "probabilities must hold finite numbers, got NaN"],
  [[0, 1], [[1.5, -0.5], [0.5, 0.5]], {}, "probabilities must lie between 0 and 1, got 1.5"],
  [[0, 1], [[0.5, 0.5], [0.5, 0.4]], {}, "row 1 of probabilities must sum to 1, got 0.9"],
  [
    ["a", "z"],
    [[0.5, 0.5], [0.5, 0.5]],
    { labels: ["a", "b"] },
    'yTrue must hold labels of ["a","b"], got "z"',
  ],
  [
    [0, 1, 2],
    [[1, 0], [1, 0], [0, 1]],
    {},
    "yTrue must hold 2 classes, one for each column; or name all in labels, got 3",
  ],
];

const BAD_NUMBERS: Bad[] = [
  [[1, 2, 3], [1, 2], {}, "yTrue and yPred must have one length, got 3 and 2"],
  [[], [], {}, "yTrue must hold at least one value, got []"],
  [[1, NaN, 3], [1, 2, 3], {}, "yTrue must hold finite numbers, got NaN"],
  [[1, 2, 3], [1, Infinity, 3], {}, "yPred must hold finite numbers, got Infinity"],
  [[1, 2, 3], [1, "2", 3], {}, 'yPred must hold finite numbers, got "2"'],
];

/** What a metric must be told besides. */
const OPTIONS: Record<string, Record<string, unknown>> = {
  fbetaScore: { beta: 2 },
  bestThreshold: { cost: { falsePositive: 1, falseNegative: 1 } },
  meanPinballLoss: { quantile: 0.5 },
  d2PinballScore: { quantile: 0.5 },
  meanHuberLoss: { delta: 1 },
  meanTweedieDeviance: { power: 0 },
  d2TweedieScore: { power: 0 },
  adjustedR2Score: { features: 1 },
};

/** Metrics of one kind, by the first name of their rows in the table of laws. */
function ofKind(kind: Kind, ...without: string[]): string[] {
  const names = ROWS.filter((row) => row.kind === kind).map(({ covers }) => covers[0]!);
  return [...new Set(names)].filter((name) => !without.includes(name));
}

/** Of probabilities: they refuse what is no probability, where those of scores take any number. */
const OF_PROBABILITIES = ["brierDecomposition", "brierLoss", "calibrationCurve"]
  .concat(["expectedCalibrationError", "logLoss", "maxCalibrationError"]);

/** They hand samples on to a metric of the table, or take them batch by batch. */
const ELSEWHERE = ["estimate", "comparePredictions", "sliceReport", "fairnessGaps", "multiOutput"]
  .concat(["accuracyStream", "confusionStream", "logLossStream", "brierStream", "aucStream"])
  .concat(["regressionStream", "fitIsotonic", "fitPlatt", "fitTemperature", "delongInterval"]);

const OF_SCORES = ofKind(SCORES, ...OF_PROBABILITIES, ...ELSEWHERE);

const TABLE: [names: string[], bad: Bad[]][] = [
  [ofKind(LABELS, ...ELSEWHERE), BAD_LABELS],
  [OF_SCORES, BAD_SCORES],
  [["rocCurve", "rocAucScore", "thresholdTable", "costCurve"], SINGLE],
  [OF_PROBABILITIES, BAD_PROBABILITIES],
  [ofKind(PROBABILITIES, "topKAccuracyScore", ...ELSEWHERE), BAD_ROWS],
  [ofKind(NUMBERS, ...ELSEWHERE), BAD_NUMBERS],
  [ofKind(NUMBERS, "maxError", "residualDiagnostics", ...ELSEWHERE), BAD_WEIGHTS],
];

for (const [names, bad] of TABLE) {
  for (const name of names) {
    Deno.test(`${name}() refuses what is no input: ${bad.length} ways`, () => {
      const metric = metrics[name as keyof typeof metrics] as unknown as Metric;
      for (const [yTrue, yPred, options, needed] of bad) {
        assertRefused(() => metric(yTrue, yPred, { ...OPTIONS[name], ...options }), name, needed);
      }
    });
  }
}

Deno.test("streams refuse the batches that their metrics refuse", () => {
  const streams: [string, { update(...batch: unknown[]): void }, Bad[]][] = [
    ["accuracyStream", metrics.accuracyStream(), BAD_LABELS],
    ["confusionStream", metrics.confusionStream(), BAD_LABELS],
    ["aucStream", metrics.aucStream(), BAD_SCORES.slice(0, 3)],
    ["logLossStream", metrics.logLossStream({ positive: 1 }), BAD_PROBABILITIES.slice(0, 5)],
    ["brierStream", metrics.brierStream({ labels: [0, 1] }), BAD_ROWS.slice(0, 5)],
    ["regressionStream", metrics.regressionStream(), BAD_NUMBERS],
  ] as never;
  for (const [name, stream, bad] of streams) {
    for (const [yTrue, yPred, options, needed] of bad) {
      const update = () => stream.update(yTrue, yPred, options);
      assertEquals(assertThrows(update, Error).message, `Cannot update ${name}: ${needed}`);
    }
  }
});

Deno.test("the lists of those that are tested elsewhere hold nothing else", () => {
  const all = [LABELS, SCORES, PROBABILITIES, NUMBERS].flatMap((kind) => ofKind(kind));
  assertEquals(ELSEWHERE.filter((name) => !all.includes(name)), []);
});

function assertRefused(call: () => unknown, name: string, needed: string): void {
  const error = assertThrows(call, Error, undefined, `${name}: ${needed}`);
  assertEquals(error.message, `Cannot compute ${name}: ${needed}`);
  const isOfType = /one kind|must hold finite numbers, got "/.test(needed);
  assertEquals(error.name, isOfType ? "TypeError" : "RangeError", needed);
}
