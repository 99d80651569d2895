import * as optim from "descent/optim";
import type { LearningRate, Optimizer, Schedule, TestFunction } from "descent/optim";

/** An optimiser with what suits it, for laws that hold for all. */
export type Kind = {
  /** Makes it; without a rate, one that suits bowls of a curvature up to 10. */
  make(learningRate?: LearningRate["learningRate"]): Optimizer;
  /** Steps that surely suffice for the functions of {@linkcode REACHABLE}. */
  steps?: number;
};

/** Steps of signs do not shrink by themselves; those of Adagrad do. */
const SHRINKING: Schedule = optim.exponentialDecay({ initial: 0.1, factor: 0.99 });

/** Rectified steps are short at first: they need the rate for longer. */
const SLOWLY: Schedule = optim.exponentialDecay({ initial: 0.1, factor: 0.998 });

/** Every first-order optimiser of the folder, by the name of its function. */
export const KINDS: Record<string, Kind> = {
  gradientDescent: { make: (rate = 0.1) => optim.gradientDescent({ learningRate: rate }) },
  momentum: { make: (rate = 0.02) => optim.momentum({ learningRate: rate }) },
  nesterov: { make: (rate = 0.02) => optim.nesterov({ learningRate: rate }) },
  adagrad: { make: (rate = 0.5) => optim.adagrad({ learningRate: rate }) },
  rmsprop: { make: (rate = SHRINKING) => optim.rmsprop({ learningRate: rate, rho: 0.9 }) },
  adadelta: { make: (rate = 5) => optim.adadelta({ learningRate: rate }), steps: 20_000 },
  adam: { make: (rate = SHRINKING) => optim.adam({ learningRate: rate }) },
  amsgrad: { make: (rate = 0.1) => optim.amsgrad({ learningRate: rate }) },
  adamw: {
    make: (rate = SHRINKING) => optim.adamw({ learningRate: rate, weightDecay: 1e-5 }),
  },
  adamax: { make: (rate = SHRINKING) => optim.adamax({ learningRate: rate }) },
  nadam: { make: (rate = SHRINKING) => optim.nadam({ learningRate: rate }) },
  radam: { make: (rate = SLOWLY) => optim.radam({ learningRate: rate }) },
  lion: { make: (rate = SHRINKING) => optim.lion({ learningRate: rate }) },
};

/** Those that search along a line, made for a function. */
export const SEARCHERS: Record<string, (on: TestFunction) => Optimizer> = {
  backtracking: () => optim.backtracking(),
  newton: ({ hessian }) => optim.newton({ hessian }),
  lbfgs: () => optim.lbfgs(),
};

/** Functions whose lowest point can be reached from their start. */
export const REACHABLE: TestFunction[] = [
  optim.quadratic({ conditionNumber: 1, dimensions: 1 }),
  optim.quadratic({ conditionNumber: 10, dimensions: 3 }),
  optim.logisticLoss(),
];

/** And those with walls and valleys, where a fixed learning rate takes thousands of steps. */
export const HARD: TestFunction[] = [
  optim.rosenbrock(),
  optim.beale(),
  optim.himmelblau(),
];
