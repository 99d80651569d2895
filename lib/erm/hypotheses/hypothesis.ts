import type { Matrix } from "../../core/mod.ts";

/**
 * A class of functions to choose from, h_θ: scores that are linear in θ, of features of x.
 *
 * `z = W φ(x) + b` with W of shape `(k, p)`; θ holds W row by row and then b, if there is one.
 */
export type Hypothesis = {
  /** Its name, for reports. */
  readonly name: string;
  /** How many scores z a sample gets, k. */
  readonly scores: number;
  /** Whether there is an intercept b. */
  readonly intercept: boolean;
  /** φ: features of shape `(n, p)` from samples of shape `(n, d)`. */
  features(X: Matrix): Matrix;
  /** From scores to what is promised, shape `(k)` to `(k)`: values or probabilities. */
  output(scores: Float64Array): Float64Array;
  /** From scores to the one answer: a value, or the likeliest class. */
  decide(scores: Float64Array): number;
};

/** What every hypothesis class may be told. */
export type HypothesisOptions = {
  /** Whether there is an intercept b. @default true */
  intercept?: boolean;
};
