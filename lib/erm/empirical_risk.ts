import { cannot, checkSameLength, createMatrix, type Matrix } from "../core/mod.ts";
import { checkLabels, checkSamples } from "./check.ts";
import type { Hypothesis } from "./hypotheses/hypothesis.ts";
import { linearHypothesis } from "./hypotheses/linear.ts";
import type { Loss } from "./losses/loss.ts";
import { NO_PENALTY, type Penalty } from "./penalty.ts";
import { hessianOf } from "./risk_hessian.ts";
import { type Point, pointOf, type RiskParts } from "./risk_point.ts";

/** A learning problem: from which functions to choose, and what a mistake costs. */
export type RiskOptions = {
  /** ℓ: what it costs to be wrong. */
  loss: Loss;
  /** h: the functions to choose from. @default linearHypothesis() */
  hypothesis?: Hypothesis;
  /** What keeps weights small. @default none */
  penalty?: Penalty;
};

/** The empirical risk of samples as a function of θ: pure functions, as every optimiser takes them. */
export type EmpiricalRisk = {
  /** φ(X), shape `(n, p)`. */
  readonly features: Matrix;
  /** The labels, shape `(n)`. */
  readonly y: Float64Array;
  readonly loss: Loss;
  readonly hypothesis: Hypothesis;
  readonly penalty: Penalty;
  /** How many parameters θ has: `k (p + 1)`, or `k p` without intercept. */
  readonly size: number;
  /** R(θ) with the penalty. */
  value(theta: Float64Array): number;
  /** ∂R/∂θ, shape `(size)`; the slope of |w| at 0 is given as 0. */
  gradient(theta: Float64Array): Float64Array;
  /** ∂²R/∂θ∂θ without L1, shape `(size, size)`, where the loss has a curvature. */
  hessian?(theta: Float64Array): Matrix;
  /** The mean loss without the penalty. */
  meanLoss(theta: Float64Array): number;
};

/**
 * The empirical risk: the mean loss over samples, and what keeps weights small.
 *
 * `R(θ) = 1/n Σ ℓ(h_θ(x_i), y_i) + λ₁ |w|₁ + λ₂/2 |w|²` with scores `W φ(x) + b` and `θ = (W, b)`
 *
 * Value and gradient come from one pass over the samples; asking for both at one θ costs one.
 *
 * @param X Samples, shape `(n, d)`, n ≥ 1.
 * @param y Labels, shape `(n)`, of the kind that the loss takes.
 * @param options The loss is required.
 * @returns Value, gradient, and where the loss has curvature the Hessian.
 * @throws {RangeError} If X or y is empty or holds NaN, lengths differ, a label is not of the loss's
 * kind, or the loss takes another number of scores than the hypothesis gives.
 *
 * @example The formula at one point
 * ```ts
 * import { empiricalRisk, squaredLoss } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const risk = empiricalRisk(matrixFrom([[1], [2]]), [1, 4], { loss: squaredLoss });
 * const theta = Float64Array.of(1, 0); // w = 1, b = 0: scores 1 and 2
 * assertEquals(risk.value(theta), (0 + 4) / 2);
 * assertEquals(risk.gradient(theta), Float64Array.of(-4, -2));
 * ```
 *
 * Source: V. Vapnik, "Principles of risk minimization for learning theory", NIPS 1991.
 */
export function empiricalRisk(
  X: Matrix,
  y: ArrayLike<number>,
  options: RiskOptions,
): EmpiricalRisk {
  const { loss, hypothesis = linearHypothesis(), penalty = NO_PENALTY } = options;
  checkSamples(ACTION, X);
  checkSameLength(ACTION, ["X", X.rows], ["y", y.length]);
  checkScores(loss, hypothesis);
  const labels = Float64Array.from(y);
  checkLabels(ACTION, labels, loss, hypothesis);
  const features = hypothesis.features(X);
  const k = hypothesis.scores;
  const size = k * (features.columns + (hypothesis.intercept ? 1 : 0));
  return riskOf({ features, y: labels, loss, hypothesis, penalty, size });
}

/** The functions of a risk whose parts were checked. */
export function riskOf(
  { features, y, loss, hypothesis, penalty, size }: RiskParts,
): EmpiricalRisk {
  const parts = { features, y, loss, hypothesis, penalty, size };
  const at = remember((theta) => pointOf(parts, theta), size);
  return {
    ...parts,
    value: (theta) => at(theta).value,
    gradient: (theta) => at(theta).gradient.slice(),
    meanLoss: (theta) => at(theta).meanLoss,
    ...(loss.curvature ? { hessian: (theta) => hessianOf(parts, theta) } : {}),
  };
}

const ACTION = "compute an empirical risk";

/**
 * The scores of samples at given parameters: `W φ(x) + b`.
 *
 * @param hypothesis Which functions.
 * @param theta W row by row, then b.
 * @param X Samples, shape `(n, d)`.
 * @returns Shape `(n, k)`.
 * @throws {RangeError} If θ has another length than X's features ask for.
 *
 * @example
 * ```ts
 * import { linearHypothesis, scoresOf } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const scores = scoresOf(linearHypothesis(), Float64Array.of(2, 1), matrixFrom([[3]]));
 * assertEquals(scores, matrixFrom([[7]]));
 * ```
 */
export function scoresOf(hypothesis: Hypothesis, theta: Float64Array, X: Matrix): Matrix {
  const features = hypothesis.features(X);
  const { scores: k, intercept } = hypothesis;
  const p = features.columns;
  const size = k * (p + (intercept ? 1 : 0));
  if (theta.length !== size) {
    const needed = `theta must have ${size} numbers for ${p} features`;
    throw new RangeError(cannot("compute scores", needed, theta.length));
  }
  const scores = createMatrix(features.rows, k);
  for (let i = 0; i < features.rows; i++) {
    for (let a = 0; a < k; a++) {
      let z = intercept ? theta[k * p + a]! : 0;
      for (let j = 0; j < p; j++) z += theta[a * p + j]! * features.data[i * p + j]!;
      scores.data[i * k + a] = z;
    }
  }
  return scores;
}

/** Keeps the last answer: who asks for the value at θ asks for the gradient there next. */
function remember(compute: (theta: Float64Array) => Point, size: number) {
  let last: { theta: Float64Array; point: Point } | undefined;
  return (theta: Float64Array): Point => {
    if (theta.length !== size) {
      throw new RangeError(cannot(ACTION, `theta must have ${size} numbers`, theta.length));
    }
    if (last && theta.every((value, j) => value === last!.theta[j])) return last.point;
    last = { theta: theta.slice(), point: compute(theta) };
    return last.point;
  };
}

function checkScores(loss: Loss, { name, scores }: Hypothesis): void {
  if ((loss.kind === "score") === (scores === 1)) return;
  const needed = loss.kind === "score"
    ? `${loss.name} needs a hypothesis with one score, such as linearHypothesis()`
    : `${loss.name} needs a score for each class, as softmaxHypothesis() gives`;
  throw new RangeError(cannot(ACTION, needed, `${name} with ${scores}`));
}
