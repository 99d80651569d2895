/** One size at which Adam is raced. */
export type Size = {
  /** The task's id, `adam-1000`. */
  task: string;
  /** How many parameters. */
  d: number;
  /** Steps between two looks at the clock, so that looking costs nothing beside them. */
  chunk: number;
};

/** From a model of a few weights to one of a million, ten times as many each. */
export const SIZES: readonly Size[] = [10, 100, 1000, 10_000, 100_000, 1_000_000].map((d) => ({
  task: `adam-${d}`,
  d,
  chunk: Math.max(1, 10_000 / d),
}));

/** How long everybody steps in a round, in milliseconds: as many steps as there is time for. */
export const ROUND_MS = 50;

/** Steps that are compared: the first alone would not show wrong means. */
export const CHECKED_STEPS = 10;

/** How many of the parameters are compared, spread evenly. */
export const CHECKED_VALUES = 64;

/** Adam as PyTorch has it by default. */
export const ADAM = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** What all contestants are told. */
export type OptimSettings = {
  sizes: readonly Size[];
  adam: typeof ADAM;
  roundMs: number;
  checkedSteps: number;
  checkedValues: number;
};

/** The first gradient: every contestant computes it by itself, `sin(i + 1)` for parameter i. */
export function firstGradient(d: number): Float64Array {
  return Float64Array.from({ length: d }, (_, i) => Math.sin(i + 1));
}

/** What the gradient is multiplied with at step t, from 0, when results are compared. */
export function gradientFactor(t: number): number {
  return t % 2 === 0 ? 1 : -0.5;
}

/** Positions that are compared. */
export function checkedPositions(d: number, count: number): number[] {
  return Array.from(
    { length: Math.min(d, count) },
    (_, k) => Math.floor(k * d / Math.min(d, count)),
  );
}
