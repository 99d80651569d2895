import {
  d2AbsoluteErrorScore,
  d2PinballScore,
  d2TweedieScore,
  explainedVarianceScore,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanGammaDeviance,
  meanPinballLoss,
  meanPoissonDeviance,
  meanSquaredError,
  meanSquaredLogError,
  medianAbsoluteError,
  multiOutput,
  r2Score,
  rootMeanSquaredError,
  rootMeanSquaredLogError,
  type WeightOptions,
} from "descent/metrics";
import { matrixFrom } from "descent/core";
import { assert, assertThrows } from "@std/assert";
import {
  ABOUT,
  assertKnown,
  assertWithin,
  type GoldenCase,
  type GoldenFile,
  readGolden,
} from "../../golden/read.ts";

type Tolerance = { rel: number; abs: number };
type Expected = number | string | Record<string, number | string>;
type RegressionFile = GoldenFile & {
  tolerance: Tolerance & { [special: string]: Partial<Tolerance> | number };
  cases: (
    & GoldenCase<Input<number[]>, { alphas: number[] }, Record<string, Expected>>
    & { description: string }
  )[];
  multi_output_cases: GoldenCase<
    Input<number[][]>,
    unknown,
    { custom_weights: number[] } & Record<string, Averages>
  >[];
};
type Input<Values> = { y_true: Values; y_pred: Values; sample_weight: number[] | null };
type Averages = {
  raw_values: (number | string)[];
  uniform_average?: number | string;
  variance_weighted?: number | string;
  custom_weights?: number | string;
};
type Metric = (y: ArrayLike<number>, p: ArrayLike<number>, options: WeightOptions) => number;

const METRICS: Record<string, Metric> = {
  mse: meanSquaredError,
  rmse: rootMeanSquaredError,
  mae: meanAbsoluteError,
  median_ae: medianAbsoluteError,
  max_error: maxError,
  r2: r2Score,
  r2_force_finite_false: (y, p, o) => r2Score(y, p, { ...o, forceFinite: false }),
  explained_variance: explainedVarianceScore,
  explained_variance_force_finite_false: (y, p, o) =>
    explainedVarianceScore(y, p, { ...o, forceFinite: false }),
  mape: meanAbsolutePercentageError,
  d2_absolute_error: d2AbsoluteErrorScore,
  msle: meanSquaredLogError,
  rmsle: rootMeanSquaredLogError,
  mean_poisson_deviance: meanPoissonDeviance,
  mean_gamma_deviance: meanGammaDeviance,
};

const AVERAGES = ["raw_values", "uniform_average", "variance_weighted", "custom_weights"];

/** Those with a result for each value of a parameter. */
const FAMILIES: Record<string, (parameter: number) => Metric> = {
  pinball: (quantile) => (y, p, o) => meanPinballLoss(y, p, { ...o, quantile }),
  d2_pinball: (quantile) => (y, p, o) => d2PinballScore(y, p, { ...o, quantile }),
  d2_tweedie: (power) => (y, p, o) => d2TweedieScore(y, p, { ...o, power }),
};

for (const { from, file } of readGolden<RegressionFile>("metrics_regression.json")) {
  const peer = `scikit-learn ${file.tool["scikit-learn"]}`;

  Deno.test(`regression metrics agree with ${peer} (${from}, ${file.cases.length} cases)`, () => {
    for (const { id, description, input, expected } of file.cases) {
      const within = toleranceFor(description, file.tolerance);
      for (const [name, value] of Object.entries(expected)) {
        for (const [metric, wanted, what] of metricsNamed(name, value)) {
          assertAgrees(metric, input, wanted, within, `${id} ${what}`);
        }
      }
    }
  });

  Deno.test(`all lists of regression metrics are compared with ${peer} (${from})`, () => {
    assertKnown(Object.keys(file), [...ABOUT, "cases", "multi_output_cases"], "lists");
    const inputs = [...file.cases, ...file.multi_output_cases].map(({ input }) => input);
    assertKnown(inputs.flatMap(Object.keys), ["y_true", "y_pred", "sample_weight"], "input");
  });

  const outputs = file.multi_output_cases;
  Deno.test(`multiOutput() agrees with ${peer} (${from}, ${outputs.length} cases)`, () => {
    for (const { id, input, expected: { custom_weights, ...metrics } } of outputs) {
      for (const [name, averages] of Object.entries(metrics)) {
        const what = `${id} ${name}`;
        assert(METRICS[name], `no metric for ${name}`);
        assertKnown(Object.keys(averages), AVERAGES, what);
        assertAverages(METRICS[name], input, averages, custom_weights, file.tolerance, what);
      }
    }
  });
}

function metricsNamed(name: string, value: Expected): [Metric, number | string, string][] {
  if (typeof value !== "object") {
    assert(METRICS[name], `no metric for ${name}`);
    return [[METRICS[name], value, name]];
  }
  assert(FAMILIES[name], `no metric for ${name}`);
  return Object.entries(value).map(([parameter, wanted]) => [
    FAMILIES[name]!(Number(parameter)),
    wanted,
    `${name} ${parameter}`,
  ]);
}

function assertAgrees(
  metric: Metric,
  { y_true, y_pred, sample_weight }: Input<number[]>,
  wanted: number | string,
  within: Tolerance,
  what: string,
): void {
  const run = () => metric(y_true, y_pred, weightsOf(sample_weight));
  if (wanted === "NaN" && y_true.length < 2 && !what.includes("explained_variance")) {
    assertThrows(run, RangeError, "yTrue must hold at least 2 values, got 1", what);
  } else if (wanted === "ZeroDivisionError") {
    assert([0, 1].includes(run()), `${what}: a constant target gives 0 or 1`);
  } else {
    assertWithin(run(), wanted, within, what);
  }
}

function assertAverages(
  metric: Metric,
  { y_true, y_pred, sample_weight }: Input<number[][]>,
  averages: Averages,
  customWeights: number[],
  within: Tolerance,
  what: string,
): void {
  const kinds = { uniform_average: "uniform", variance_weighted: "variance" } as const;
  const average = (kind: "uniform" | "variance" | number[]) =>
    multiOutput(metric, matrixFrom(y_true), matrixFrom(y_pred), {
      ...weightsOf(sample_weight),
      average: kind,
    });
  average("uniform").raw.forEach((value, j) =>
    assertWithin(value, averages.raw_values[j]!, within, `${what} ${j}`)
  );
  for (const name of ["uniform_average", "variance_weighted"] as const) {
    if (averages[name] === undefined) continue;
    assertWithin(average(kinds[name]).average, averages[name], within, `${what} ${name}`);
  }
  if (averages.custom_weights === undefined) return;
  assertWithin(average(customWeights).average, averages.custom_weights, within, what);
}

/** The file gives a wider tolerance for the case in which most digits cancel. */
function toleranceFor(description: string, tolerance: RegressionFile["tolerance"]): Tolerance {
  const cancels = Object.entries(tolerance).find(([name]) => name.startsWith("cancellation"));
  const wider = description.includes("cancellation") ? cancels?.[1] as Partial<Tolerance> : {};
  return { rel: tolerance.rel, abs: tolerance.abs, ...wider };
}

function weightsOf(sample_weight: number[] | null): WeightOptions {
  return sample_weight === null ? {} : { sampleWeight: sample_weight };
}
