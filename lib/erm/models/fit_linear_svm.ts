import { cannot, checkBetween, type Matrix } from "../../core/mod.ts";
import { hingeLoss } from "../losses/hinge_loss.ts";
import { squaredHingeLoss } from "../losses/squared_hinge_loss.ts";
import { minimizeRisk } from "../minimize_risk.ts";
import { l2Penalty } from "../penalty.ts";
import { classLabels } from "./class_labels.ts";

/** What {@linkcode fitLinearSvm} may be told. */
export type LinearSvmOptions = {
  /** Weight of the losses against the penalty, above 0. @default 1 */
  C?: number;
  /** Whether the hinge is squared. @default false */
  squared?: boolean;
  /** Whether the intercept is penalised like a coefficient, as liblinear does. @default false */
  penaliseIntercept?: boolean;
};

/** A fitted border between two classes. */
export type SvmModel = {
  /** The two labels in rising order. */
  readonly classes: readonly number[];
  /** w, shape `(d)`. */
  readonly coefficients: Float64Array;
  /** b. */
  readonly intercept: number;
  /** ½ |w|² + C Σ ℓ at its minimum. */
  readonly objective: number;
  /** `w·x + b`, shape `(n)`: above 0 on the second class's side. */
  decision(X: Matrix): Float64Array;
  /** The label of the side that each sample lies on, shape `(n)`. */
  predict(X: Matrix): Float64Array;
};

/**
 * A support vector machine with a straight border: `argmin ½ |w|² + C Σ max(0, 1 − y (w·x + b))`, y
 * being ∓1, as scikit-learn's SVC has it with a linear kernel. With `squared` and
 * `penaliseIntercept` it is LinearSVC.
 *
 * The hinge is minimised by interior points, the squared hinge by Newton's method. Where any
 * intercept in an interval would do, one in its middle is given.
 *
 * @param X Samples, shape `(n, d)`.
 * @param y Labels, any numbers, shape `(n)`, of two classes.
 * @param options All may be left out.
 * @returns The model.
 * @throws {RangeError} If X or y is empty or not finite, lengths differ, there are not two classes, or
 * C is not above 0.
 *
 * @example The border lies halfway between the nearest of both sides
 * ```ts
 * import { fitLinearSvm } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const X = matrixFrom([[0], [1], [3], [9]]);
 * const { coefficients, intercept } = fitLinearSvm(X, [0, 0, 1, 1], { C: 100 });
 * assertAlmostEquals(-intercept / coefficients[0]!, 2, 1e-6);
 * ```
 */
export function fitLinearSvm(
  X: Matrix,
  y: ArrayLike<number>,
  { C = 1, squared = false, penaliseIntercept = false }: LinearSvmOptions = {},
): SvmModel {
  checkBetween(ACTION, "C", C, 0);
  const { classes, places } = classLabels(ACTION, y);
  if (classes.length > 2) throw new RangeError(cannot(ACTION, "y must hold two classes", classes));
  const fitted = minimizeRisk(X, places.map((place) => 2 * place - 1), {
    loss: squared ? squaredHingeLoss : hingeLoss,
    penalty: l2Penalty(1 / (C * X.rows), { intercept: penaliseIntercept }),
  });
  return {
    classes,
    coefficients: fitted.weights.data,
    intercept: fitted.intercept[0]!,
    objective: C * X.rows * fitted.objective,
    decision: fitted.predict,
    predict: (X) => fitted.predict(X).map((score) => classes[score > 0 ? 1 : 0]!),
  };
}

const ACTION = "fit a linear support vector machine";
