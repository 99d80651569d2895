/**
 * Empirical risk minimisation, θ* = argmin 1/n Σ ℓ(h_θ(x_i), y_i): losses, hypothesis classes,
 * penalties, and solvers chosen by the problem; cross-validation, curves and paths; the gap between
 * what was seen and what comes, and what theory promises about it.
 *
 * @module
 */

export { absoluteLoss } from "./losses/absolute_loss.ts";
export {
  crossEntropyLoss,
  type CrossEntropyLossOptions,
  softmax,
} from "./losses/cross_entropy_loss.ts";
export { exponentialLoss } from "./losses/exponential_loss.ts";
export { hingeLoss } from "./losses/hinge_loss.ts";
export { huberLoss, type HuberLossOptions } from "./losses/huber_loss.ts";
export { logCoshLoss, type LogCoshLossOptions } from "./losses/log_cosh_loss.ts";
export { logisticLoss, sigmoid } from "./losses/logistic_loss.ts";
export type { Labels, Loss, Pieces, ScoreLoss, ScoresLoss } from "./losses/loss.ts";
export { multiMarginLoss } from "./losses/multi_margin_loss.ts";
export { pinballLoss, type PinballLossOptions } from "./losses/pinball_loss.ts";
export { smoothL1Loss, type SmoothL1LossOptions } from "./losses/smooth_l1_loss.ts";
export { softmaxSquaredLoss } from "./losses/softmax_squared_loss.ts";
export { squaredHingeLoss } from "./losses/squared_hinge_loss.ts";
export { squaredLoss } from "./losses/squared_loss.ts";
export { zeroOneLoss } from "./losses/zero_one_loss.ts";

export type { Hypothesis, HypothesisOptions } from "./hypotheses/hypothesis.ts";
export { linearHypothesis } from "./hypotheses/linear.ts";
export { logisticHypothesis } from "./hypotheses/logistic.ts";
export { polynomialHypothesis, type PolynomialHypothesisOptions } from "./hypotheses/polynomial.ts";
export { softmaxHypothesis, type SoftmaxHypothesisOptions } from "./hypotheses/softmax.ts";

export {
  elasticNetPenalty,
  l1Penalty,
  l2Penalty,
  NO_PENALTY,
  type Penalty,
  type PenaltyOptions,
} from "./penalty.ts";

export { type EmpiricalRisk, empiricalRisk, type RiskOptions, scoresOf } from "./empirical_risk.ts";
export {
  type FittedModel,
  minimizeRisk,
  type MinimizeRiskOptions,
  type Solver,
} from "./minimize_risk.ts";

export { type ElasticNetOptions, fitElasticNet } from "./models/fit_elastic_net.ts";
export {
  fitHuberRegression,
  type HuberModel,
  type HuberRegressionOptions,
} from "./models/fit_huber_regression.ts";
export {
  fitLinearRegression,
  type LinearRegressionOptions,
} from "./models/fit_linear_regression.ts";
export { fitLinearSvm, type LinearSvmOptions, type SvmModel } from "./models/fit_linear_svm.ts";
export {
  fitLogisticRegression,
  type LogisticModel,
  type LogisticRegressionOptions,
} from "./models/fit_logistic_regression.ts";
export type { RegressionModel } from "./models/regression_model.ts";

export {
  type BiasVariance,
  biasVariance,
  type BiasVarianceOptions,
  bootstrapSample,
  type Sample,
} from "./validation/bias_variance.ts";
export {
  crossValidate,
  type CrossValidateOptions,
  type FoldScores,
} from "./validation/cross_validate.ts";
export {
  type GeneralizationGap,
  generalizationGap,
  lossesOf,
} from "./validation/generalization_gap.ts";
export type { Fit, FoldPositions, Prepare, Score } from "./validation/learner.ts";
export {
  type CurveScores,
  learningCurve,
  type LearningCurveOptions,
} from "./validation/learning_curve.ts";
export {
  alphaGrid,
  type AlphaGridOptions,
  type RegularizationPath,
  regularizationPath,
  type RegularizationPathOptions,
} from "./validation/regularization_path.ts";
export { validationCurve, type ValidationCurveOptions } from "./validation/validation_curve.ts";

export {
  hoeffdingBound,
  type HoeffdingBoundOptions,
  hoeffdingSampleSize,
  type HoeffdingSampleSizeOptions,
} from "./bounds/hoeffding_bound.ts";
export {
  largestAgreement,
  linearRademacherBound,
  rademacherBound,
  type RademacherBoundOptions,
  rademacherComplexity,
  type RademacherOptions,
} from "./bounds/rademacher.ts";
export { fitThreshold, type Threshold } from "./bounds/threshold.ts";
export { logGrowth, vcBound, type VcBoundOptions } from "./bounds/vc_bound.ts";
