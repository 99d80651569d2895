import * as optim from "descent/optim";
import type { LearningRate, Optimizer, Schedule, TestFunction } from "descent/optim";

/** An optimiser with what suits it, for laws that hold for all. */
export type Kind = {
  /** Makes it; without a rate, one that suits bowls of a curvature up to 10. */
  make(learningRate?: LearningRate["learningRate"]): Optimizer;
  /** Steps that surely suffice for the functions of {@linkcode REACHABLE}. */
  steps?: number;
  /** A rate that suits steep walls and long valleys, those of {@linkcode BASINS}. */
  steep: LearningRate["learningRate"];
};

/** Steps of signs do not shrink by themselves; those of Adagrad do. */
const SHRINKING: Schedule = optim.exponentialDecay({ initial: 0.1, factor: 0.99 });

/** Rectified steps are short at first: they need the rate for longer. */
const SLOWLY: Schedule = optim.exponentialDecay({ initial: 0.1, factor: 0.998 });

/** What hovers at a constant rate comes to rest like this. */
const fading = (initial: number, factor: number) => optim.exponentialDecay({ initial, factor });

/** RAdam's first steps are as long as the slope; on a wall they must be short. */
const WARMED = optim.withWarmUp(fading(0.02, 0.9998), { steps: 1000 });

/** Every first-order optimiser of the folder, by the name of its function. */
export const KINDS: Record<string, Kind> = {
  gradientDescent: {
    make: (rate = 0.1) => optim.gradientDescent({ learningRate: rate }),
    steep: 1e-3,
  },
  momentum: { make: (rate = 0.02) => optim.momentum({ learningRate: rate }), steep: 3e-4 },
  nesterov: { make: (rate = 0.02) => optim.nesterov({ learningRate: rate }), steep: 3e-4 },
  adagrad: { make: (rate = 0.5) => optim.adagrad({ learningRate: rate }), steep: 0.5 },
  rmsprop: {
    make: (rate = SHRINKING) => optim.rmsprop({ learningRate: rate, rho: 0.9 }),
    steep: fading(0.01, 0.999),
  },
  adadelta: {
    make: (rate = 5) => optim.adadelta({ learningRate: rate }),
    steps: 20_000,
    steep: fading(0.5, 0.9998),
  },
  adam: { make: (rate = SHRINKING) => optim.adam({ learningRate: rate }), steep: 0.02 },
  amsgrad: { make: (rate = 0.1) => optim.amsgrad({ learningRate: rate }), steep: 0.1 },
  adamw: {
    make: (rate = SHRINKING) => optim.adamw({ learningRate: rate, weightDecay: 1e-6 }),
    steep: fading(0.05, 0.9995),
  },
  adamax: { make: (rate = SHRINKING) => optim.adamax({ learningRate: rate }), steep: 0.02 },
  nadam: {
    make: (rate = SHRINKING) => optim.nadam({ learningRate: rate }),
    steep: fading(0.05, 0.9995),
  },
  radam: { make: (rate = SLOWLY) => optim.radam({ learningRate: rate }), steep: WARMED },
  lion: {
    make: (rate = SHRINKING) => optim.lion({ learningRate: rate }),
    steep: fading(0.01, 0.999),
  },
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

/** A place from which the way down leads to one minimum of a function, and to which. */
export type Basin = { fn: TestFunction; start: Float64Array; minimum: Float64Array };

/** Every minimum of the folder's functions that can be reached, and a place above it. */
export const BASINS: Basin[] = [
  ...[optim.rosenbrock(), optim.beale(), optim.quadratic({ conditionNumber: 1000 })]
    .map((fn) => ({ fn, start: fn.start, minimum: fn.minima[0]! })),
  ...[[4, 3], [-3, 4], [-4, -4], [4, -2]].map((start, i) => {
    const fn = optim.himmelblau();
    return { fn, start: Float64Array.from(start), minimum: fn.minima[i]! };
  }),
  // Further out it has other dents, which are not its minimum.
  { fn: optim.rastrigin(), start: Float64Array.of(0.3, -0.2), minimum: new Float64Array(2) },
];
