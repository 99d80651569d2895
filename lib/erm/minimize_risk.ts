import { cannot, checkBetween, checkInteger, createMatrix, type Matrix } from "../core/mod.ts";
import { columnSizes } from "./algebra/columns.ts";
import { largestOf } from "./algebra/dot.ts";
import { centredRisk } from "./centred_risk.ts";
import { type EmpiricalRisk, empiricalRisk, type RiskOptions, scoresOf } from "./empirical_risk.ts";
import { squaredLoss } from "./losses/squared_loss.ts";
import { zeroOneLoss } from "./losses/zero_one_loss.ts";
import { penalisedCount } from "./risk_point.ts";
import { kinked } from "./solvers/kinked.ts";
import { leastSquares } from "./solvers/least_squares.ts";
import { newton } from "./solvers/newton.ts";
import { quasiNewton } from "./solvers/quasi_newton.ts";
import type { Solution } from "./solvers/solution.ts";
import { watchSeparation } from "./watch_separation.ts";

/** A way to the minimum. */
export type Solver =
  /** In closed form, by QR: the squared loss with or without L2. */
  | "least squares"
  /** Newton's method: losses with curvature, L1 by coordinate descent. */
  | "newton"
  /** L-BFGS: any loss with a slope, no L1. */
  | "lbfgs"
  /** Interior points: losses of straight pieces, with any penalty. */
  | "interior point";

/** What to minimise, and how. */
export type MinimizeRiskOptions = RiskOptions & {
  /** The way there. @default chosen by the problem */
  solver?: Solver;
  /** Where iterative solvers begin, shape `(size)`. @default zeros */
  start?: Float64Array;
  /**
   * The slope that counts as none, as a share of the slope at 0; for Newton's method and L-BFGS.
   * @default 1e-8, for L-BFGS 1e-6: less its line search cannot tell from rounding
   */
  tolerance?: number;
  /** After how many steps to give up with an error. @default 10000, for interior points 200 */
  maxSteps?: number;
};

/** The hypothesis with the least empirical risk. */
export type FittedModel = {
  /** θ*, W row by row and then b. */
  readonly theta: Float64Array;
  /** W, shape `(k, p)`. */
  readonly weights: Matrix;
  /** b, shape `(k)`; zeros where there is no intercept. */
  readonly intercept: Float64Array<ArrayBuffer>;
  /** R(θ*) with the penalty. */
  readonly objective: number;
  /** The mean loss without it. */
  readonly meanLoss: number;
  /** The largest part of the slope there, which should be near 0; with kinks it need not be. */
  readonly slope: number;
  /** The way taken. */
  readonly solver: Solver;
  /** Steps it took. */
  readonly steps: number;
  /** Rank of the features, by "least squares" without L2: below p, the weights are one choice of many. */
  readonly rank?: number;
  /** `W φ(x) + b`, shape `(n, k)`. */
  scores(X: Matrix): Matrix;
  /** What the hypothesis promises: values or probabilities, shape `(n, k)`. */
  outputs(X: Matrix): Matrix;
  /** The one answer for each sample: a value, or the likeliest class, shape `(n)`. */
  predict(X: Matrix): Float64Array;
};

/**
 * Empirical risk minimisation: of all functions in a class the one with the least mean loss.
 *
 * `θ* = argmin_θ 1/n Σ ℓ(h_θ(x_i), y_i) + λ₁ |w|₁ + λ₂/2 |w|²`
 *
 * The way there follows from the problem: squared loss in closed form by QR; kinks by interior points;
 * L1 by coordinate descent inside Newton's method; other convex losses by Newton's method, or L-BFGS
 * where a Hessian would cost more; losses that are not convex by L-BFGS, which finds a minimum near
 * its start.
 *
 * What a problem lacks is told. Collinear columns, a constant column beside an intercept, or n < d
 * leave without a penalty many minimisers. Of the squared loss the one with the shortest w is given, and
 * `rank` tells; of a loss of straight pieces the shortest w for one best set of scores; of others one of
 * the many. Features far from 0, such as years, are centred for the search where no penalty sees the
 * intercept; those of very different sizes may end in an error that asks for fitStandardScaler().
 * Classes that can be told apart leave the logistic loss none: an error asks for a penalty. Of k
 * classes only differences matter: what no penalty sees sums to 0 over the classes.
 *
 * @param X Samples, shape `(n, d)`, n ≥ 1.
 * @param y Labels, shape `(n)`, of the kind that the loss takes.
 * @param options The loss is required.
 * @returns The minimiser, and what it predicts.
 * @throws {RangeError} If the input is none of the loss's (see {@linkcode empiricalRisk}), there is no
 * minimum, no solver for the loss and penalty, or `maxSteps` do not do.
 *
 * @example One line, three losses: the outlier moves the mean, not the median
 * ```ts
 * import { absoluteLoss, minimizeRisk, squaredLoss } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const X = matrixFrom([[0], [1], [2], [3], [4]]);
 * const y = [0, 1, 2, 3, 40]; // on the line y = x but for the last
 * assertAlmostEquals(minimizeRisk(X, y, { loss: squaredLoss }).theta[0]!, 8.2);
 * assertAlmostEquals(minimizeRisk(X, y, { loss: absoluteLoss }).theta[0]!, 1, 1e-6);
 * ```
 */
export function minimizeRisk(
  X: Matrix,
  y: ArrayLike<number>,
  { solver, start, tolerance, maxSteps, ...problem }: MinimizeRiskOptions,
): FittedModel {
  if (tolerance !== undefined) checkBetween(ACTION, "tolerance", tolerance, 0);
  if (maxSteps !== undefined) checkInteger(ACTION, "maxSteps", maxSteps, 1);
  const risk = empiricalRisk(X, y, problem);
  checkStart(start, risk.size);
  const way = solver ?? chooseSolver(risk);
  const centred = centredRisk(risk);
  const solution = solve(centred.risk, way, {
    start: centred.toCentred(start ?? new Float64Array(risk.size)),
    tolerance,
    maxSteps,
  });
  const theta = balanced(risk, centred.fromCentred(solution.theta));
  const model = modelOf(risk, way, { ...solution, theta });
  if (Number.isFinite(model.objective) && theta.every(Number.isFinite)) return model;
  const needed = "features and labels must be of a size whose squares are numbers";
  const largest = Math.max(largestOf(risk.features.data), largestOf(risk.y));
  throw new RangeError(cannot(ACTION, needed, largest));
}

const ACTION = "minimise a risk";

/** A Hessian of so many multiplications costs less than the steps of L-BFGS that it saves. */
const NEWTON_WORK = 2e6;

function chooseSolver(risk: EmpiricalRisk): Solver {
  const { loss, penalty, features, size } = risk;
  if (loss === squaredLoss && penalty.l1 === 0) return "least squares";
  if (loss.kind === "score" && loss.pieces) return "interior point";
  if (!risk.hessian) return "lbfgs";
  return penalty.l1 > 0 || features.rows * size * size <= NEWTON_WORK ? "newton" : "lbfgs";
}

type SolveOptions = {
  start: Float64Array;
  tolerance: number | undefined;
  maxSteps: number | undefined;
};

function solve(
  risk: EmpiricalRisk,
  solver: Solver,
  { start, tolerance, maxSteps }: SolveOptions,
): Solution {
  const { loss, penalty } = risk;
  const units = unitsOf(risk);
  const enough = enoughOf(risk, units, tolerance ?? (solver === "lbfgs" ? 1e-6 : 1e-8));
  const stop = { enough, units, maxSteps: maxSteps ?? 10_000 };
  const watch = watchSeparation(risk);
  if (loss === zeroOneLoss) {
    const needed = "a loss with a slope, such as logisticLoss or hingeLoss";
    throw new RangeError(cannot(ACTION, needed, loss.name));
  }
  switch (solver) {
    case "least squares":
      if (loss === squaredLoss && penalty.l1 === 0) return leastSquares(risk);
      throw noWay(risk, solver, "the squared loss without L1");
    case "interior point":
      if (loss.kind === "score" && loss.pieces) return kinked(risk, loss, maxSteps ?? 200);
      throw noWay(risk, solver, "a loss of straight pieces");
    case "newton":
      if (risk.hessian) return newton(withoutCorners(risk, watch), start, stop);
      throw noWay(risk, solver, "a convex loss with curvature");
    case "lbfgs":
      if (penalty.l1 === 0) return quasiNewton(risk, start, stop, watch);
      throw noWay(risk, solver, "no L1 penalty, or a convex loss");
  }
}

/** How steep a risk is by each parameter, roughly: the size of its feature, and what L2 adds. */
function unitsOf(risk: EmpiricalRisk): Float64Array {
  const { features, hypothesis, penalty, size } = risk;
  const sizes = columnSizes(features);
  if (!sizes.every(Number.isFinite)) {
    const needed = "features must stay finite when squared, which fitMaxAbsScaler() brings about";
    throw new RangeError(cannot(ACTION, needed, largestOf(features.data)));
  }
  const [count, penalised] = [hypothesis.scores * features.columns, penalisedCount(risk)];
  return Float64Array.from({ length: size }, (_, at) => {
    const square = at < count ? sizes[at % sizes.length]! ** 2 : 1;
    return Math.sqrt(square + (at < penalised ? penalty.l2 : 0)) || 1;
  });
}

/** The slope that counts as none: a share of that at θ = 0, but no less than rounding leaves. */
function enoughOf(risk: EmpiricalRisk, units: Float64Array, tolerance: number): number {
  const slope = risk.gradient(new Float64Array(risk.size));
  return Math.max(tolerance * largestOf(slope.map((part, j) => part / units[j]!)), 1e-14);
}

function noWay({ loss, penalty }: EmpiricalRisk, solver: Solver, needed: string): RangeError {
  const got = `${loss.name}${penalty.l1 > 0 ? " with L1" : ""}`;
  return new RangeError(`${cannot(ACTION, `solver "${solver}" needs ${needed}`)}, got ${got}`);
}

/** The smooth part of a risk for Newton's method, the corners of |w| apart. */
function withoutCorners(risk: EmpiricalRisk, watch: (theta: Float64Array) => void) {
  const { penalty: { l1 }, hessian } = risk;
  const penalised = penalisedCount(risk);
  return {
    l1,
    penalised,
    watch,
    hessian: hessian!,
    value(theta: Float64Array) {
      if (l1 === 0) return risk.value(theta);
      let sum = 0;
      for (let j = 0; j < penalised; j++) sum += Math.abs(theta[j]!);
      return risk.value(theta) - l1 * sum;
    },
    gradient(theta: Float64Array) {
      const gradient = risk.gradient(theta);
      for (let j = 0; j < penalised; j++) gradient[j]! -= l1 * Math.sign(theta[j]!);
      return gradient;
    },
  };
}

/**
 * Parameters of k classes with the mean over classes taken away where no penalty sees it: to add one
 * number to all scores changes nothing, and solvers leave there what rounding put there.
 */
function balanced(risk: EmpiricalRisk, theta: Float64Array): Float64Array {
  const { loss, features: { columns: p }, hypothesis: { scores: k }, penalty: { l1, l2 } } = risk;
  if (loss.kind === "score") return theta;
  const centred = theta.slice();
  const from = l1 > 0 || l2 > 0 ? penalisedCount(risk) : 0;
  for (let at = from; at < theta.length; at++) {
    const [first, apart] = at < k * p ? [at % p, p] : [k * p, 1];
    let mean = 0;
    for (let a = 0; a < k; a++) mean += theta[first + a * apart]! / k;
    centred[at]! -= mean;
  }
  return centred;
}

function modelOf(
  risk: EmpiricalRisk,
  solver: Solver,
  { theta, steps, rank }: Solution,
): FittedModel {
  const { hypothesis } = risk;
  const k = hypothesis.scores;
  const p = risk.features.columns;
  const scores = (X: Matrix) => scoresOf(hypothesis, theta, X);
  return {
    theta,
    weights: { data: theta.slice(0, k * p), rows: k, columns: p },
    intercept: hypothesis.intercept ? theta.slice(k * p) : new Float64Array(k),
    objective: risk.value(theta),
    meanLoss: risk.meanLoss(theta),
    slope: largestOf(risk.gradient(theta)),
    solver,
    steps,
    ...(rank === undefined ? {} : { rank }),
    scores,
    outputs(X) {
      const outputs = createMatrix(X.rows, k);
      eachRow(scores(X), (row, i) => outputs.data.set(hypothesis.output(row), i * k));
      return outputs;
    },
    predict(X) {
      const answers = new Float64Array(X.rows);
      eachRow(scores(X), (row, i) => answers[i] = hypothesis.decide(row));
      return answers;
    },
  };
}

function eachRow({ data, rows, columns }: Matrix, use: (row: Float64Array, i: number) => void) {
  for (let i = 0; i < rows; i++) use(data.subarray(i * columns, (i + 1) * columns), i);
}

function checkStart(start: Float64Array | undefined, size: number): void {
  if (start === undefined || start.length === size) return;
  throw new RangeError(cannot(ACTION, `start must have ${size} numbers`, start.length));
}
