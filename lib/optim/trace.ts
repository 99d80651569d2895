/** What a minimisation passed: entry i of every list is of the same moment. */
export type Trace = {
  /** How many steps had been made. */
  step: number[];
  /** The parameters, shape `(d)` each; empty where they were not wanted. */
  w: Float64Array[];
  /** The loss there. */
  loss: number[];
  /** The length of the gradient there. */
  gradientNorm: number[];
  /** The length of the last step; 0 at the start. */
  stepSize: number[];
};

/** A trace without entries. */
export function emptyTrace(): Trace {
  return { step: [], w: [], loss: [], gradientNorm: [], stepSize: [] };
}
