/** What a solver found. */
export type Solution = {
  /** The minimiser. */
  theta: Float64Array;
  /** Steps, or factorisations, that it took. */
  steps: number;
  /** Rank of the (centred) features, where it matters and the solver knows it. */
  rank?: number;
};

/** When an iterative solver stops. */
export type StopOptions = {
  /** The largest part that the slope may have left, in `units`, 0 or more. */
  enough: number;
  /** The size of the feature that each parameter belongs to, above 0: slopes grow with it. */
  units: Float64Array;
  /** After how many steps the solver gives up with an error. */
  maxSteps: number;
};
