/**
 * Going downhill: gradient descent and its family as pure init/update pairs, learning rates that
 * change, clipping, weight decay, averaging; `minimize()` with stop rules and a full trace; line
 * search, Newton and L-BFGS to compare with; derivatives checked by differences or computed backwards;
 * functions to try all of it on.
 *
 * Imports only `core`. Parameters are a Float64Array of shape `(d)`.
 *
 * @module
 */

export { adadelta, type AdadeltaOptions, type AdadeltaState } from "./adadelta.ts";
export { adagrad, type AdagradOptions, type AdagradState } from "./adagrad.ts";
export { adam, type AdamOptions, type AdamPass, type AdamSpace, type AdamState } from "./adam.ts";
export { adamax, type AdamaxOptions, type AdamaxState } from "./adamax.ts";
export { adamw, type AdamwOptions } from "./adamw.ts";
export { amsgrad, type AmsgradState } from "./amsgrad.ts";
export {
  averageOfIterates,
  type AverageOptions,
  type AverageState,
  type IterateAverage,
} from "./average.ts";
export { backtracking, type BacktrackingOptions, type BacktrackingState } from "./backtracking.ts";
export {
  checkGradient,
  type CheckGradientOptions,
  type GradientCheck,
  type GradientError,
} from "./check_gradient.ts";
export { clipByNorm, clipByValue, type ClippingOptions, withClipping } from "./clip.ts";
export { type Divergence, DivergenceError } from "./divergence_error.ts";
export { beale } from "./functions/beale.ts";
export { himmelblau } from "./functions/himmelblau.ts";
export { type Group, logisticLoss } from "./functions/logistic_loss.ts";
export { quadratic, type QuadraticOptions } from "./functions/quadratic.ts";
export { rastrigin, type RastriginOptions } from "./functions/rastrigin.ts";
export { rosenbrock, type RosenbrockOptions } from "./functions/rosenbrock.ts";
export { saddle } from "./functions/saddle.ts";
export type { TestFunction } from "./functions/test_function.ts";
export { gradientDescent, type GradientDescentState } from "./gradient_descent.ts";
export {
  type ComputationEdge,
  type ComputationGraph,
  type ComputationNode,
  graphOf,
} from "./graph_of.ts";
export { lbfgs, type LbfgsOptions, type LbfgsState } from "./lbfgs.ts";
export { lion, type LionOptions, type LionState } from "./lion.ts";
export { minimize, minimizeAsync } from "./minimize.ts";
export type { MinimizeOptions } from "./minimize_options.ts";
export type { Minimum, StopReason } from "./minimum.ts";
export { momentum, type MomentumOptions, type MomentumState } from "./momentum.ts";
export { nadam, type NadamOptions, type NadamState } from "./nadam.ts";
export { nesterov, type NesterovOptions } from "./nesterov.ts";
export { newton, type NewtonOptions, type NewtonState } from "./newton.ts";
export type { Optimizer, OptimizerState, Problem, StateValue } from "./optimizer.ts";
export { together } from "./problem.ts";
export { radam } from "./radam.ts";
export { rmsprop, type RmspropOptions, type RmspropState } from "./rmsprop.ts";
export { Scalar } from "./scalar.ts";
export type { LearningRate, Schedule } from "./schedule.ts";
export { constant } from "./schedules/constant.ts";
export { cosine, type CosineOptions } from "./schedules/cosine.ts";
export { cosineRestarts, type CosineRestartsOptions } from "./schedules/cosine_restarts.ts";
export { exponentialDecay, type ExponentialDecayOptions } from "./schedules/exponential_decay.ts";
export { inverseTime, type InverseTimeOptions } from "./schedules/inverse_time.ts";
export { oneCycle, type OneCycleOptions } from "./schedules/one_cycle.ts";
export { piecewise, type PiecewiseOptions } from "./schedules/piecewise.ts";
export { polynomialDecay, type PolynomialDecayOptions } from "./schedules/polynomial_decay.ts";
export { stepDecay, type StepDecayOptions } from "./schedules/step_decay.ts";
export { type WarmUpOptions, withWarmUp } from "./schedules/with_warm_up.ts";
export { type BatchOptions, miniBatches, stochastic } from "./stochastic.ts";
export type { Trace } from "./trace.ts";
export { type DecoupledState, withDecoupledDecay, withWeightDecay } from "./weight_decay.ts";
