import { cannot, createMatrix, type Matrix } from "../../core/mod.ts";
import { logisticHypothesis } from "../hypotheses/logistic.ts";
import { softmaxHypothesis } from "../hypotheses/softmax.ts";
import { crossEntropyLoss } from "../losses/cross_entropy_loss.ts";
import { logisticLoss } from "../losses/logistic_loss.ts";
import { minimizeRisk, type Solver } from "../minimize_risk.ts";
import { l2Penalty, NO_PENALTY } from "../penalty.ts";
import { classLabels } from "./class_labels.ts";

/** What {@linkcode fitLogisticRegression} may be told. */
export type LogisticRegressionOptions = {
  /** Weight of the losses against the penalty, above 0; Infinity for no penalty. @default 1 */
  C?: number;
  /** Whether there is an intercept b. @default true */
  intercept?: boolean;
  /** The way to the minimum. @default chosen by the size */
  solver?: Solver;
  /** The slope that counts as none, as a share of the slope at 0. @default by the way */
  tolerance?: number;
};

/** A fitted classifier that gives probabilities. */
export type LogisticModel = {
  /** The labels in rising order, shape `(k)`. */
  readonly classes: readonly number[];
  /** One row of coefficients for two classes, towards the second; else one a class. */
  readonly coefficients: Matrix;
  /** As many intercepts; zeros where there are none. */
  readonly intercept: Float64Array;
  /** C Σ ℓ + ½ |w|² at its minimum; the sum without penalty where C is Infinity. */
  readonly objective: number;
  /** The mean loss without penalty. */
  readonly meanLoss: number;
  /** The way taken. */
  readonly solver: Solver;
  /** Steps it took. */
  readonly steps: number;
  /** The probability of each class, shape `(n, k)`; rows sum to 1. */
  probabilities(X: Matrix): Matrix;
  /** The likeliest label of each sample, shape `(n)`. */
  predict(X: Matrix): Float64Array;
};

/**
 * Logistic regression, and softmax regression for more than two classes:
 * `argmin C Σ −ln p(y | x) + ½ |w|²`, as scikit-learn's LogisticRegression has it.
 *
 * The intercept is not penalised. Coefficients and intercepts of three classes or more sum to 0 over
 * the classes. Without penalty (C = Infinity) classes
 * that can be told apart have no minimum, which is an error.
 *
 * @param X Samples, shape `(n, d)`.
 * @param y Labels, any numbers, shape `(n)`, of at least two classes.
 * @param options All may be left out.
 * @returns The model.
 * @throws {RangeError} If X or y is empty or not finite, lengths differ, there is one class only, C is
 * not above 0, or there is no minimum.
 *
 * @example Four points, of which one lies among the others
 * ```ts
 * import { fitLogisticRegression } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const X = matrixFrom([[-1], [-1], [-1], [1]]);
 * const model = fitLogisticRegression(X, [7, 7, 9, 9], { C: 1e6 });
 * assertEquals([...model.predict(X)], [7, 7, 7, 9]);
 * assertAlmostEquals(model.probabilities(X).data[1]!, 1 / 3, 1e-4); // of 9 at x = −1: one in three
 * ```
 */
export function fitLogisticRegression(
  X: Matrix,
  y: ArrayLike<number>,
  { C = 1, intercept = true, ...way }: LogisticRegressionOptions = {},
): LogisticModel {
  if (!(C > 0)) throw new RangeError(cannot(ACTION, "C must be above 0", C));
  const { classes, places } = classLabels(ACTION, y);
  const k = classes.length;
  const fitted = minimizeRisk(X, places, {
    ...k === 2
      ? { loss: logisticLoss, hypothesis: logisticHypothesis({ intercept }) }
      : { loss: crossEntropyLoss(), hypothesis: softmaxHypothesis({ classes: k, intercept }) },
    penalty: C === Infinity ? NO_PENALTY : l2Penalty(1 / (C * Math.max(1, X.rows))),
    ...way,
  });
  return {
    classes,
    coefficients: fitted.weights,
    intercept: fitted.intercept,
    objective: (C === Infinity ? 1 : C) * X.rows * fitted.objective,
    meanLoss: fitted.meanLoss,
    solver: fitted.solver,
    steps: fitted.steps,
    probabilities: (X) => k === 2 ? bothOf(fitted.outputs(X)) : fitted.outputs(X),
    predict: (X) => fitted.predict(X).map((place) => classes[place]!),
  };
}

const ACTION = "fit a logistic regression";

/** (1 − p, p) of p. */
function bothOf({ data, rows }: Matrix): Matrix {
  const both = createMatrix(rows, 2);
  data.forEach((p, i) => both.data.set([1 - p, p], 2 * i));
  return both;
}
