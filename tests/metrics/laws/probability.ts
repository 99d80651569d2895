import {
  averagePrecisionScore,
  bestThreshold,
  brierDecomposition,
  brierLoss,
  calibrationCurve,
  costCurve,
  expectedCalibrationError,
  fitIsotonic,
  fitPlatt,
  fitTemperature,
  gainCurve,
  type Label,
  logLoss,
  maxCalibrationError,
  precisionRecallCurve,
  rocAucScore,
  rocCurve,
  thresholdTable,
} from "descent/metrics";
import { PROBABILITIES, SCORES } from "./kinds.ts";
import { type Data, type Row, row } from "./row.ts";

/** The columns as a metric of scores takes them. */
function scores({ yTrue, yPred, sampleWeight }: Data): [Label[], number[], object] {
  return [yTrue as Label[], yPred as number[], sampleWeight ? { sampleWeight } : {}];
}

/** The columns as a metric of rows of probabilities takes them. */
function rows({ yTrue, yPred, sampleWeight }: Data): [Label[], number[][], object] {
  return [yTrue as Label[], yPred as number[][], sampleWeight ? { sampleWeight } : {}];
}

const KINDS = { not: "labels and scores differ in kind" };
const DATA = { not: "it depends on the data" };
const COST = { falsePositive: 1, falseNegative: 3 };

export const PROBABILITY: readonly Row[] = [
  row("rocCurve", SCORES, (data) => ({ ...rocCurve(...scores(data)) }), {
    relabelling: true,
    perfect: {
      value: {
        falsePositiveRate: Float64Array.of(0, 0, 1),
        truePositiveRate: Float64Array.of(0, 1, 1),
        thresholds: Float64Array.of(Infinity, 1, 0),
      },
    },
    symmetry: KINDS,
  }),
  row("rocAucScore", SCORES, (data) => rocAucScore(...scores(data)), {
    relabelling: true,
    perfect: { value: 1 },
    symmetry: KINDS,
  }),
  row("rocAucScore", SCORES, (data) => {
    const [a, b, weights] = scores(data);
    return rocAucScore(a, b, { ...weights, maxFalsePositiveRate: 0.3 });
  }, { relabelling: true, perfect: { value: 1 }, symmetry: KINDS }),
  row("rocAucScore", PROBABILITIES, (data) => {
    const [a, b, weights] = rows(data);
    const ways = [["ovr", "macro"], ["ovr", "weighted"], ["ovr", "micro"], [
      "ovo",
      "macro",
    ]] as const;
    return [...ways, ["ovo", "weighted"] as const].map(([multiClass, average]) =>
      rocAucScore(a, b, { ...weights, multiClass, average })
    );
  }, { relabelling: true, perfect: { value: [1, 1, 1, 1, 1] }, symmetry: KINDS }),
  row("precisionRecallCurve", SCORES, (data) => ({ ...precisionRecallCurve(...scores(data)) }), {
    relabelling: true,
    perfect: DATA,
    symmetry: KINDS,
  }),
  row("averagePrecisionScore", SCORES, (data) => averagePrecisionScore(...scores(data)), {
    relabelling: true,
    perfect: { value: 1 },
    symmetry: KINDS,
  }),
  row("averagePrecisionScore", PROBABILITIES, (data) => {
    const [a, b, weights] = rows(data);
    return (["macro", "weighted", "micro"] as const).map((average) =>
      averagePrecisionScore(a, b, { ...weights, average })
    );
  }, { relabelling: true, perfect: { value: [1, 1, 1] }, symmetry: KINDS }),
  row("logLoss", SCORES, (data) => logLoss(...scores(data)), {
    relabelling: true,
    perfect: { value: 0 },
    symmetry: KINDS,
  }),
  row("logLoss", PROBABILITIES, (data) => logLoss(...rows(data)), {
    relabelling: true,
    perfect: { value: 0 },
    symmetry: KINDS,
  }),
  row("brierLoss", SCORES, (data) => brierLoss(...scores(data)), {
    relabelling: true,
    perfect: { value: 0 },
    symmetry: KINDS,
  }),
  row("brierLoss", PROBABILITIES, (data) => brierLoss(...rows(data)), {
    relabelling: true,
    perfect: { value: 0 },
    symmetry: KINDS,
  }),
  row("brierDecomposition", SCORES, (data) => {
    const [a, b, weights] = scores(data);
    return [brierDecomposition(a, b, weights), brierDecomposition(a, b, { ...weights, bins: 3 })];
  }, { relabelling: true, perfect: DATA, symmetry: KINDS }),
  row("calibrationCurve", SCORES, (data) => {
    const [a, b, weights] = scores(data);
    return (["uniform", "quantile"] as const).map((strategy) =>
      calibrationCurve(a, b, { ...weights, strategy, bins: 4 })
    );
  }, { relabelling: true, perfect: DATA, symmetry: KINDS }),
  row("expectedCalibrationError", SCORES, (data) => expectedCalibrationError(...scores(data)), {
    relabelling: true,
    perfect: { value: 0 },
    symmetry: KINDS,
  }),
  row("expectedCalibrationError", PROBABILITIES, (data) => {
    return expectedCalibrationError(...rows(data));
  }, {
    relabelling: { not: "of equally likely classes the first counts" },
    perfect: { value: 0 },
    symmetry: KINDS,
  }),
  row("maxCalibrationError", SCORES, (data) => maxCalibrationError(...scores(data)), {
    relabelling: true,
    perfect: { value: 0 },
    symmetry: KINDS,
  }),
  row("gainCurve", SCORES, (data) => ({ ...gainCurve(...scores(data)) }), {
    relabelling: true,
    perfect: DATA,
    symmetry: KINDS,
  }),
  row("bestThreshold", SCORES, (data) => {
    const [a, b, weights] = scores(data);
    return bestThreshold(a, b, { ...weights, cost: COST });
  }, { relabelling: true, perfect: DATA, symmetry: KINDS }),
  row("bestThreshold", SCORES, (data) => {
    const [a, b, weights] = scores(data);
    const { threshold, cost } = bestThreshold(a, b, { ...weights, cost: COST });
    return { threshold, cost };
  }, { relabelling: true, perfect: { value: { threshold: 1, cost: 0 } }, symmetry: KINDS }),
  row("thresholdTable", SCORES, (data) => {
    const [a, b, weights] = scores(data);
    return thresholdTable(a, b, { ...weights, thresholds: [0.5], cost: COST });
  }, {
    relabelling: true,
    perfect: {
      value: [{
        threshold: 0.5,
        precision: 1,
        recall: 1,
        falsePositiveRate: 0,
        f1: 1,
        accuracy: 1,
        cost: 0,
      }],
    },
    symmetry: KINDS,
  }),
  row("costCurve", SCORES, (data) => ({ ...costCurve(...scores(data)) }), {
    relabelling: true,
    perfect: {
      value: {
        probabilityCost: Float64Array.of(0, 1),
        expectedCost: Float64Array.of(0, 0),
        thresholds: Float64Array.of(1),
      },
    },
    symmetry: KINDS,
  }),
  row("fitIsotonic", SCORES, (data) => fitIsotonic(...scores(data)).apply([0, 0.3, 0.8, 1]), {
    relabelling: true,
    perfect: { value: Float64Array.of(0, 0.3, 0.8, 1) },
    symmetry: KINDS,
  }),
  row("fitPlatt", SCORES, (data) => fitPlatt(...scores(data)).apply([0, 0.3, 0.8, 1]), {
    relabelling: true,
    perfect: { not: "the aims are kept away from 0 and 1" },
    symmetry: KINDS,
  }),
  row("fitTemperature", PROBABILITIES, (data) => {
    const [a, b, weights] = rows(data);
    return answerOrRefusal(() => fitTemperature(a, b, weights).temperature);
  }, {
    relabelling: true,
    perfect: {
      value: "Cannot fit a temperature: logits must be wrong or unsure for some samples",
    },
    symmetry: KINDS,
  }),
];

/** Some data have no best temperature; then the reason must obey the laws. */
function answerOrRefusal(call: () => number): number | string {
  try {
    return call();
  } catch (error) {
    return (error as Error).message;
  }
}
