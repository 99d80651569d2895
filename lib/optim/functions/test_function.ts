/** A function to try optimisers on, of which everything is known. */
export type TestFunction = {
  /** Its name, for tables and titles. */
  readonly name: string;
  /** How many parameters it takes, d. */
  readonly dimensions: number;
  /** Its value at the parameters, shape `(d)`. */
  loss(params: Float64Array): number;
  /** The slope by each parameter, shape `(d)`. */
  gradient(params: Float64Array): Float64Array;
  /** The second derivatives, row by row, shape `(d · d)`. */
  hessian(params: Float64Array): Float64Array;
  /** Every global minimum; none where the function falls without bound. */
  readonly minima: readonly Float64Array[];
  /** The loss there, `-Infinity` where there is none. */
  readonly minimum: number;
  /** Where the literature begins. */
  readonly start: Float64Array;
  /** What is worth drawing, `[low, high]` of each parameter. */
  readonly domain: readonly (readonly [number, number])[];
};
