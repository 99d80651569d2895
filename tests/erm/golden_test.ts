// Against scikit-learn and PyTorch, by the schema of tests/golden/README.md.

import { type Matrix, matrixFrom, takeRows } from "descent/core";
import {
  crossValidate,
  empiricalRisk,
  type Fit,
  fitElasticNet,
  fitHuberRegression,
  fitLinearRegression,
  fitLinearSvm,
  fitLogisticRegression,
  huberLoss,
  l2Penalty,
  learningCurve,
  linearHypothesis,
  type Loss,
  minimizeRisk,
  softmaxHypothesis,
  validationCurve,
} from "descent/erm";
import { fitStandardScaler } from "descent/preprocess";
import { assert } from "@std/assert";
import { assertWithin, type GoldenCase, type GoldenFile, readGolden } from "../golden/read.ts";
import { lossNamed } from "./loss_names.ts";
import { scoreNamed } from "./score_names.ts";

type Data = { dataset: string; standardize: boolean };
type Numbers = number | number[] | number[][];
type FitOptions = {
  alpha: number;
  l1_ratio: number;
  C: number;
  fit_intercept: boolean;
  epsilon: number;
  delta: number;
  l2: number;
  intercept_scaling: number;
};
type Fitted = Record<string, Numbers | null>;
type Fold = { train: number[]; test: number[] };
type Estimator = { estimator: string; parameter: Record<string, number> };
type CurveOptions = Omit<Estimator, "parameter"> & {
  parameter: Record<string, number> | string;
  grid?: number[];
  scoring: string;
};

type ErmFile = GoldenFile & {
  datasets: Record<string, { X: number[][]; y: number[] }>;
  fit_cases: (GoldenCase<Data, FitOptions, Fitted> & { kind: string })[];
  loss_gradient_cases: GoldenCase<
    Data & { W: Numbers; b: Numbers },
    { loss: string },
    { loss: number; grad_W: Numbers; grad_b: Numbers }
  >[];
  gradient_descent_cases: GoldenCase<
    Data & { steps: number },
    { loss: string; learning_rate: number },
    { loss_history: number[]; W: Numbers; b: Numbers }
  >[];
  cross_validation_cases: GoldenCase<
    Data & { test_folds: number[][] },
    Estimator,
    Record<"mean" | "std_ddof0", Record<string, number>> & { scores: Record<string, number[]> }
  >[];
  curve_cases: (
    & GoldenCase<
      Data & { folds: Fold[]; train_sizes?: number[] },
      CurveOptions,
      { train_scores: number[][]; test_scores: number[][] }
    >
    & { kind: string }
  )[];
};

for (const { from, file } of readGolden<ErmFile>("erm.json")) {
  const sklearn = `scikit-learn ${file.tool["scikit-learn"]}`;
  const torch = `PyTorch ${file.tool["torch"]}`;
  const data = ({ dataset, standardize }: Data) => {
    const { X: rows, y } = file.datasets[dataset]!;
    const X = matrixFrom(rows);
    return { X: standardize ? fitStandardScaler(X).transform(X) : X, y: Float64Array.from(y) };
  };

  for (const [kind, compare] of Object.entries(fits())) {
    const cases = file.fit_cases.filter((one) => one.kind === kind);
    if (cases.length === 0) continue;
    Deno.test(`${kind} agrees with ${sklearn} (${from}, ${cases.length} cases)`, () => {
      for (const { id, input, options, expected } of cases) {
        compare(data(input), options, expected, id);
      }
    });
  }

  Deno.test(`every kind of fit is compared (${from})`, () => {
    for (const { id, kind } of file.fit_cases) assert(kind in fits(), `${id}: ${kind}`);
  });

  const losses = file.loss_gradient_cases;
  Deno.test(`losses and gradients agree with ${torch} (${from}, ${losses.length} cases)`, () => {
    for (const { id, input, options, expected } of losses) {
      const { X, y } = data(input);
      const { loss, labels } = lossNamed(options.loss, y);
      const risk = empiricalRisk(X, labels, { loss, hypothesis: scoresFor(loss, y) });
      const theta = Float64Array.from([input.W, input.b].flat(2));
      const gradient = [expected.grad_W, expected.grad_b].flat(2);
      assertWithin(risk.value(theta), expected.loss, { rel: 1e-10, abs: 0 }, id);
      // Sums that cancel to nearly 0 keep the rounding of their parts.
      const abs = 1e-12 * Math.max(1, ...gradient.map(Math.abs));
      assertAll(risk.gradient(theta), gradient, { rel: 1e-10, abs }, id);
    }
  });

  const descents = file.gradient_descent_cases;
  Deno.test(`gradient descent agrees with ${torch} (${from}, ${descents.length} cases)`, () => {
    for (const { id, input, options, expected } of descents) {
      const { X, y } = data(input);
      const { loss, labels } = lossNamed(options.loss, y);
      const risk = empiricalRisk(X, labels, { loss, hypothesis: scoresFor(loss, y) });
      let theta = new Float64Array(risk.size);
      const history = expected.loss_history.map(() => {
        const value = risk.value(theta);
        const gradient = risk.gradient(theta);
        theta = theta.map((w, j) => w - options.learning_rate * gradient[j]!);
        return value;
      });
      const last = walk(risk.gradient, risk.size, options.learning_rate, input.steps);
      const within = { rel: 1e-10, abs: 1e-12 };
      assertAll(history, expected.loss_history, within, id);
      assertAll(last, [expected.W, expected.b].flat(2), within, id);
    }
  });

  const crossed = file.cross_validation_cases;
  Deno.test(`crossValidate() agrees with ${sklearn} (${from}, ${crossed.length} cases)`, () => {
    for (const { id, input, options, expected } of crossed) {
      const { X, y } = data(input);
      const all = Array.from(y.keys());
      const folds = input.test_folds.map((test) => {
        const held = new Set(test);
        return { train: all.filter((i) => !held.has(i)), test };
      });
      const names = Object.keys(expected.scores);
      const scores = Object.fromEntries(names.map((name) => [name, scoreNamed(name)]));
      const fit = learner(options.estimator, options.parameter);
      const found = crossValidate(X, y, { fit, scores, folds, prepare: fitStandardScaler });
      for (const name of names) {
        const what = `${id} ${name}`;
        assertAll(found[name]!.test, expected.scores[name]!, ROUGH, what);
        assertWithin(found[name]!.mean, expected.mean[name]!, ROUGH, what);
        assertWithin(found[name]!.deviation, expected.std_ddof0[name]!, ROUGH, what);
      }
    }
  });

  const curves = file.curve_cases;
  if (curves.length === 0) continue;
  Deno.test(`learning and validation curves agree with ${sklearn} (${from}, ${curves.length} cases)`, () => {
    for (const { id, kind, input, options, expected } of curves) {
      const { X, y } = data({ ...input, standardize: false });
      const score = scoreNamed(options.scoring);
      const shared = { score, folds: input.folds, prepare: fitStandardScaler };
      const { estimator, parameter } = options;
      const found = kind === "learning_curve"
        ? learningCurve(X, y, {
          ...shared,
          fit: learner(estimator, parameter as Record<string, number>),
          sizes: input.train_sizes!,
        })
        : validationCurve(X, y, {
          ...shared,
          fit: (X, y, value: number) => learner(estimator, { [parameter as string]: value })(X, y),
          values: options.grid!,
        });
      assertAll(found.train.data, expected.train_scores.flat(), ROUGH, `${id} train`);
      assertAll(found.test.data, expected.test_scores.flat(), ROUGH, `${id} test`);
    }
  });
}

/** The file's tolerance for cross-validation and curves. */
const ROUGH = { rel: 1e-6, abs: 1e-9 };

type Compare = (
  data: { X: Matrix; y: Float64Array },
  options: FitOptions,
  expected: Fitted,
  id: string,
) => void;

/** For each kind of fit, ours beside the file's, to the file's tolerances. */
function fits(): Record<string, Compare> {
  const squares: Compare = ({ X, y }, { alpha, fit_intercept }, expected, id) => {
    const model = fitLinearRegression(X, y, { alpha, intercept: fit_intercept });
    const close = { rel: 1e-8, abs: 1e-10 };
    assertModel(model, expected, close, { rel: 1e-8, abs: 0 }, id);
    const first = model.predict(takeRows(X, [0, 1, 2, 3, 4]));
    assertAll(first, expected["predictions_first5"] as number[], close, id);
    const errors = model.predict(X).map((z, i) => (z - y[i]!) ** 2);
    const mse = errors.reduce((sum, value) => sum + value, 0) / y.length;
    assertWithin(mse, expected["mse"] as number, close, id);
  };
  const net: Compare = ({ X, y }, { alpha, l1_ratio, fit_intercept }, expected, id) => {
    const options = { alpha, l1Ratio: l1_ratio, intercept: fit_intercept };
    const model = fitElasticNet(X, y, options);
    assertModel(model, expected, { rel: 0, abs: 1e-7 }, { rel: 1e-10, abs: 0 }, id);
    const nonZero = model.coefficients.filter((w) => w !== 0).length;
    assertWithin(nonZero, expected["n_nonzero"] as number, { rel: 0, abs: 0 }, id);
  };
  const logistic: Compare = ({ X, y }, { C, fit_intercept }, expected, id) => {
    const model = fitLogisticRegression(X, y, { C, intercept: fit_intercept });
    const coefficients = model.coefficients.data;
    assertModel({ ...model, coefficients }, expected, SMOOTH, OBJECTIVE, id);
    assertWithin(model.meanLoss, expected["mean_log_loss"] as number, { rel: 1e-6, abs: 1e-9 }, id);
    const first = model.probabilities(takeRows(X, [0, 1, 2, 3, 4])).data;
    assertAll(first, (expected["probabilities_first5"] as number[][]).flat(), SMOOTH, id);
    const right = model.predict(X).filter((label, i) => label === y[i]).length;
    assertWithin(right / y.length, expected["accuracy"] as number, { rel: 1e-12, abs: 0 }, id);
  };
  return {
    ols: squares,
    ridge: squares,
    lasso: net,
    elastic_net: net,
    logistic_binary: logistic,
    logistic_multinomial: logistic,
    linear_svm_hinge({ X, y }, { C }, expected, id) {
      const model = fitLinearSvm(X, y, { C });
      assertAll(model.coefficients, expected["coef"] as number[], { rel: 0, abs: 1e-5 }, id);
      for (const name of ["primal_objective", "dual_objective"]) {
        assertWithin(model.objective, expected[name] as number, { rel: 1e-8, abs: 0 }, id);
      }
      const one = expected["intercept"] as number;
      const interval = expected["optimal_intercept_interval"] as [number, number] | null;
      const [low, high] = interval ?? [one, one];
      const inside = model.intercept >= low - 1e-5 && model.intercept <= high + 1e-5;
      assert(inside, `${id}: intercept ${model.intercept} beyond ${low} to ${high}`);
    },
    linear_svm_squared_hinge({ X, y }, { C }, expected, id) {
      const model = fitLinearSvm(X, y, { C, squared: true, penaliseIntercept: true });
      assertModel(model, expected, SMOOTH, OBJECTIVE, id);
    },
    huber_concomitant({ X, y }, { epsilon, alpha }, expected, id) {
      const model = fitHuberRegression(X, y, { epsilon, alpha });
      assertModel(model, expected, SMOOTH, OBJECTIVE, id);
      assertWithin(model.scale, expected["scale"] as number, SMOOTH, id);
      const outliers = model.outliers.filter(Boolean).length;
      assertWithin(outliers, expected["n_outliers"] as number, { rel: 0, abs: 0 }, id);
    },
    huber_fixed_delta({ X, y }, { delta, l2 }, expected, id) {
      const model = minimizeRisk(X, y, { loss: huberLoss({ delta }), penalty: l2Penalty(l2) });
      const named = { ...model, coefficients: model.weights.data };
      assertModel(named, expected, SMOOTH, OBJECTIVE, id);
    },
  };
}

const SMOOTH = { rel: 0, abs: 1e-6 };
const OBJECTIVE = { rel: 1e-10, abs: 0 };

type Tolerance = { rel: number; abs: number };
type Named = { coefficients: Float64Array; intercept: Float64Array | number; objective: number };

function assertModel(
  { coefficients, intercept, objective }: Named,
  expected: Fitted,
  close: Tolerance,
  objectiveClose: Tolerance,
  id: string,
): void {
  assertAll(coefficients, [expected["coef"]!].flat(2), close, `${id} coefficients`);
  const intercepts = typeof intercept === "number" ? [intercept] : intercept;
  assertAll(intercepts, [expected["intercept"]!].flat(2), close, `${id} intercept`);
  assertWithin(objective, expected["objective"] as number, objectiveClose, `${id} objective`);
}

function assertAll(
  actual: ArrayLike<number>,
  expected: readonly number[],
  within: Tolerance,
  what: string,
): void {
  assert(actual.length === expected.length, `${what}: ${actual.length} of ${expected.length}`);
  expected.forEach((value, i) => assertWithin(actual[i]!, value, within, `${what} [${i}]`));
}

function scoresFor(loss: Loss, y: Float64Array) {
  return loss.kind === "score"
    ? linearHypothesis()
    : softmaxHypothesis({ classes: new Set(y).size });
}

function walk(
  gradient: (theta: Float64Array) => Float64Array,
  size: number,
  learningRate: number,
  steps: number,
): Float64Array {
  let theta = new Float64Array(size);
  for (let step = 0; step < steps; step++) {
    const slope = gradient(theta);
    theta = theta.map((w, j) => w - learningRate * slope[j]!);
  }
  return theta;
}

type AnyModel = ReturnType<typeof fitLinearRegression> | ReturnType<typeof fitLogisticRegression>;

/** "StandardScaler (fit on each training part) + ridge" and its like; the scaler is put before. */
function learner(estimator: string, parameter: Record<string, number>): Fit<AnyModel> {
  const name = estimator.split("+").at(-1)!.trim();
  if (name === "ridge") return (X, y) => fitLinearRegression(X, y, { alpha: parameter["alpha"]! });
  if (name === "lasso") return (X, y) => fitElasticNet(X, y, { alpha: parameter["alpha"]! });
  if (name === "logistic") return (X, y) => fitLogisticRegression(X, y, { C: parameter["C"]! });
  throw new Error(`no such estimator: ${estimator}`);
}
