export { d2AbsoluteErrorScore, type D2PinballOptions, d2PinballScore } from "./d2_pinball_score.ts";
export { type D2TweedieOptions, d2TweedieScore } from "./d2_tweedie_score.ts";
export type { ExplainedOptions } from "./explained.ts";
export { explainedVarianceScore } from "./explained_variance_score.ts";
export { maxError } from "./max_error.ts";
export { meanAbsoluteError } from "./mean_absolute_error.ts";
export { meanAbsolutePercentageError } from "./mean_absolute_percentage_error.ts";
export { type HuberOptions, meanHuberLoss } from "./mean_huber_loss.ts";
export { meanPinballLoss, type PinballOptions } from "./mean_pinball_loss.ts";
export { meanSquaredError } from "./mean_squared_error.ts";
export { meanSquaredLogError, rootMeanSquaredLogError } from "./mean_squared_log_error.ts";
export {
  meanGammaDeviance,
  meanPoissonDeviance,
  meanTweedieDeviance,
  type TweedieOptions,
} from "./mean_tweedie_deviance.ts";
export { medianAbsoluteError } from "./median_absolute_error.ts";
export { multiOutput, type MultiOutputOptions } from "./multi_output.ts";
export type { WeightOptions } from "./numbers.ts";
export { type AdjustedR2Options, adjustedR2Score, r2Score } from "./r2_score.ts";
export { rootMeanSquaredError } from "./root_mean_squared_error.ts";
export { type ResidualDiagnostics, residualDiagnostics } from "./residual_diagnostics.ts";
