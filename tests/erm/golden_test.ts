// Against scikit-learn and PyTorch, by the schema of tests/golden/README.md.

import { type Matrix, matrixFrom, rowOf, takeRows } from "descent/core";
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
import {
  assertAllLists,
  assertWithin,
  type GoldenCase,
  type GoldenFile,
  readGolden,
} from "../golden/read.ts";
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
    Data & { init: string; steps: number },
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

  Deno.test(`every list of erm.json is run (${from})`, () => {
    const named = ["fit", "loss_gradient", "gradient_descent", "cross_validation", "curve"];
    assertAllLists(file, named.map((name) => `${name}_cases`));
  });

  for (const { id, kind, input, options, expected } of file.fit_cases) {
    Deno.test(`${kind} agrees with ${sklearn} (${from}, ${id})`, () => {
      const fit = FITS[kind];
      assert(fit, `no fit is compared with ${kind}`);
      const ours = fit.compute(data(input), options, expected);
      for (const [name, value] of Object.entries(expected)) {
        if (value === null || RESIDUALS.includes(name)) continue; // null is absent
        assert(name in ours, `${id} expects ${name}, which nothing computes`);
        const within = fit.within[name] ?? EXACT;
        assertAll([ours[name]!].flat(2), [value].flat(2), within, `${id} ${name}`);
      }
    });
  }

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
      assert(input.init === "zeros", `${id} starts elsewhere: ${input.init}`);
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
      assert(
        ["learning_curve", "validation_curve"].includes(kind),
        `${id}: no such curve, ${kind}`,
      );
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

const FIRST5 = [0, 1, 2, 3, 4];

/** The file's tolerance for cross-validation and curves. */
const ROUGH = { rel: 1e-6, abs: 1e-9 };

type Tolerance = { rel: number; abs: number };
type GoldenFit = {
  /** Ours for each name that the file expects. */
  compute(
    data: { X: Matrix; y: Float64Array },
    options: FitOptions,
    expected: Fitted,
  ): Record<string, Numbers>;
  /** The file's tolerance for each name; what is counted has to be exact. */
  within: Record<string, Tolerance>;
};

const EXACT = { rel: 1e-12, abs: 0 };
const SMOOTH = { rel: 0, abs: 1e-6 };
const OBJECTIVE = { rel: 1e-10, abs: 0 };

/** How near to the minimum the other tool came, which is its own affair. */
const RESIDUALS = ["gradient_inf_norm", "kkt_violation"];

const SQUARES: GoldenFit = {
  compute({ X, y }, { alpha, fit_intercept }) {
    const model = fitLinearRegression(X, y, { alpha, intercept: fit_intercept });
    return {
      coef: [...model.coefficients],
      intercept: model.intercept,
      objective: model.objective,
      mse: -scoreNamed("neg_mean_squared_error")(model, X, y),
      r2: scoreNamed("r2")(model, X, y),
      predictions_first5: [...model.predict(takeRows(X, FIRST5))],
    };
  },
  within: {
    ...each("coef intercept mse r2 predictions_first5", { rel: 1e-8, abs: 1e-10 }),
    objective: { rel: 1e-8, abs: 0 },
  },
};

const NET: GoldenFit = {
  compute({ X, y }, { alpha, l1_ratio, fit_intercept }) {
    const options = { alpha, l1Ratio: l1_ratio, intercept: fit_intercept };
    const { coefficients, intercept, objective } = fitElasticNet(X, y, options);
    const nonZero = coefficients.filter((w) => w !== 0).length;
    return { coef: [...coefficients], intercept, objective, n_nonzero: nonZero };
  },
  within: { ...each("coef intercept", { rel: 0, abs: 1e-7 }), objective: OBJECTIVE },
};

const LOGISTIC: GoldenFit = {
  compute({ X, y }, { C, fit_intercept }) {
    const model = fitLogisticRegression(X, y, { C, intercept: fit_intercept });
    return {
      coef: [...model.coefficients.data],
      intercept: [...model.intercept],
      objective: model.objective,
      objective_mean_form: model.objective / (C * y.length),
      mean_log_loss: model.meanLoss,
      accuracy: scoreNamed("accuracy")(model, X, y),
      probabilities_first5: [...model.probabilities(takeRows(X, FIRST5)).data],
    };
  },
  within: {
    ...each("coef intercept probabilities_first5", SMOOTH),
    ...each("objective objective_mean_form", OBJECTIVE),
    mean_log_loss: ROUGH,
  },
};

const FITS: Record<string, GoldenFit> = {
  ols: SQUARES,
  ridge: SQUARES,
  lasso: NET,
  elastic_net: NET,
  logistic_binary: LOGISTIC,
  logistic_multinomial: LOGISTIC,
  linear_svm_hinge: {
    compute({ X, y }, { C }, expected) {
      const model = fitLinearSvm(X, y, { C });
      const theirs = expected["intercept"] as number;
      const interval = expected["optimal_intercept_interval"] as [number, number] | null;
      const [low, high] = interval ?? [theirs, theirs];
      const optimal = model.intercept >= low - 1e-5 && model.intercept <= high + 1e-5;
      const sides = y.map((label, i) => (2 * label - 1) * dot(rowOf(X, i), model.coefficients));
      const margins = (b: number) => sides.map((side, i) => side + (2 * y[i]! - 1) * b);
      const short = margins(model.intercept).map((margin) => Math.max(0, 1 - margin));
      return {
        coef: [...model.coefficients],
        // Where every intercept of an interval is as good, any of them is right.
        intercept: optimal ? theirs : model.intercept,
        optimal_intercept_interval: interval ?? [],
        primal_objective: model.objective,
        dual_objective: model.objective, // there is no gap at the minimum
        sum_hinge: short.reduce((sum, value) => sum + value, 0),
        n_support: supports(margins(theirs), expected["n_support"] as number),
        accuracy: scoreNamed("accuracy")(model, X, y),
      };
    },
    within: {
      ...each("coef intercept", { rel: 0, abs: 1e-5 }),
      ...each("primal_objective dual_objective", { rel: 1e-8, abs: 0 }),
      sum_hinge: { rel: 1e-6, abs: 1e-6 },
    },
  },
  linear_svm_squared_hinge: {
    compute({ X, y }, { C, intercept_scaling }) {
      assert(intercept_scaling === 1, "the intercept is a weight like all others");
      const model = fitLinearSvm(X, y, { C, squared: true, penaliseIntercept: true });
      const { coefficients, intercept, objective } = model;
      return { coef: [...coefficients], intercept, objective };
    },
    within: { ...each("coef intercept", SMOOTH), objective: OBJECTIVE },
  },
  huber_concomitant: {
    compute({ X, y }, { epsilon, alpha }) {
      const model = fitHuberRegression(X, y, { epsilon, alpha });
      const { coefficients, intercept, scale, objective } = model;
      const outliers = model.outliers.filter(Boolean).length;
      return { coef: [...coefficients], intercept, scale, objective, n_outliers: outliers };
    },
    within: { ...each("coef intercept scale", SMOOTH), objective: OBJECTIVE },
  },
  huber_fixed_delta: {
    compute({ X, y }, { delta, l2 }) {
      const model = minimizeRisk(X, y, { loss: huberLoss({ delta }), penalty: l2Penalty(l2) });
      const { weights, intercept, objective } = model;
      return { coef: [...weights.data], intercept: [...intercept], objective };
    },
    within: { ...each("coef intercept", SMOOTH), objective: OBJECTIVE },
  },
};

/** The number of supports, if it can be right: who is on the margin may be one or not. */
function supports(margins: Float64Array, claimed: number): number {
  const inside = margins.filter((margin) => margin < 1 - 1e-5).length;
  const within = margins.filter((margin) => margin < 1 + 1e-5).length;
  return claimed >= inside && claimed <= within ? claimed : within;
}

function each(names: string, within: Tolerance): Record<string, Tolerance> {
  return Object.fromEntries(names.split(" ").map((name) => [name, within]));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
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
