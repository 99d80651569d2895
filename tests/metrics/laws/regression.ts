import {
  adjustedR2Score,
  d2AbsoluteErrorScore,
  d2PinballScore,
  d2TweedieScore,
  explainedVarianceScore,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
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
  rootMeanSquaredError,
  rootMeanSquaredLogError,
} from "descent/metrics";
import { matrixFrom } from "descent/core";
import { NUMBERS } from "./kinds.ts";
import { type Data, type Row, row } from "./row.ts";

/** The columns as a metric of numbers takes them. */
function numbers({ yTrue, yPred, sampleWeight }: Data): [number[], number[], Weights] {
  const weights = sampleWeight ? { sampleWeight: sampleWeight as number[] } : {};
  return [yTrue as number[], yPred as number[], weights];
}
type Weights = { sampleWeight?: number[] };
type Metric = (y: number[], p: number[], options: Weights) => number;

/** An error: 0 when perfect, in the values' unit or its square. */
function error(name: string, metric: Metric, laws: Partial<Row> = {}): Row {
  return row(name, NUMBERS, (data) => metric(...numbers(data)), {
    relabelling: { not: "it has the values' unit" },
    perfect: { value: 0 },
    symmetry: true,
    ...laws,
  });
}

/** A score: 1 when perfect, without unit. */
function score(name: string, metric: Metric, laws: Partial<Row> = {}): Row {
  return row(name, NUMBERS, (data) => metric(...numbers(data)), {
    relabelling: true,
    perfect: { value: 1 },
    symmetry: { not: "only the truth's own spread is the measure" },
    ...laws,
  });
}

const ratio = { not: "it divides by the truth" };
const deviance = { not: "only the prediction sets the spread to expect" };

export const REGRESSION: readonly Row[] = [
  error("meanSquaredError", meanSquaredError),
  error("rootMeanSquaredError", rootMeanSquaredError),
  error("meanAbsoluteError", meanAbsoluteError),
  error("medianAbsoluteError", medianAbsoluteError),
  error("maxError", (y, p) => maxError(y, p), {
    repetition: { not: "it takes no weights: the worst case counts, however rare" },
  }),
  error("meanAbsolutePercentageError", meanAbsolutePercentageError, {
    relabelling: true,
    symmetry: ratio,
  }),
  error("meanSquaredLogError", meanSquaredLogError, { relabelling: { not: "it adds 1" } }),
  error("rootMeanSquaredLogError", rootMeanSquaredLogError, { relabelling: { not: "it adds 1" } }),
  error("meanHuberLoss", (y, p, o) => meanHuberLoss(y, p, { ...o, delta: 3 })),
  error("meanPinballLoss", (y, p, o) => meanPinballLoss(y, p, { ...o, quantile: 0.9 }), {
    symmetry: { not: "too low costs more than too high" },
  }),
  error("meanTweedieDeviance", (y, p, o) => meanTweedieDeviance(y, p, { ...o, power: 1.5 }), {
    symmetry: deviance,
  }),
  error("meanPoissonDeviance", meanPoissonDeviance, { symmetry: deviance }),
  error("meanGammaDeviance", meanGammaDeviance, { relabelling: true, symmetry: deviance }),
  score("r2Score", r2Score),
  score("adjustedR2Score", (y, p, o) => adjustedR2Score(y, p, { ...o, features: 1 }), {
    repetition: { not: "its correction counts samples, not weight" },
  }),
  score("explainedVarianceScore", explainedVarianceScore),
  score("d2AbsoluteErrorScore", d2AbsoluteErrorScore),
  score("d2PinballScore", (y, p, o) => d2PinballScore(y, p, { ...o, quantile: 0.2 })),
  score("d2TweedieScore", (y, p, o) => d2TweedieScore(y, p, { ...o, power: 1 })),
  row("multiOutput", NUMBERS, multi, {
    relabelling: true,
    perfect: { value: { raw: [1, 1], average: 1 } },
    symmetry: { not: "nor has R²" },
  }),
];

/** R² of two outputs, the second half of the first. */
function multi(data: Data): unknown {
  const [yTrue, yPred, options] = numbers(data);
  const both = (values: number[]) => matrixFrom(values.map((value) => [value, value / 2]));
  return multiOutput(r2Score, both(yTrue), both(yPred), { ...options, average: "variance" });
}
