/** What a loss may be told by a sample's label. */
export type Labels =
  /** Any number: regression. */
  | "number"
  /** 0 or 1. */
  | "zero or one"
  /** −1 or +1. */
  | "sign"
  /** A class from 0 to k − 1. */
  | "class";

/**
 * A loss ℓ(z, y) of one score z: what it costs to say z where y is true.
 *
 * Losses are plain numbers in, plain numbers out, without checks, since loops call them; the
 * {@linkcode empiricalRisk} checks labels once. A subgradient stands where a slope does not exist: 0.
 */
export type ScoreLoss = {
  readonly kind: "score";
  /** Its name, for reports: "squared loss". */
  readonly name: string;
  /** What its minimiser estimates, of y given x: "the mean of y". */
  readonly estimates: string;
  /** What a label y may be. */
  readonly labels: Labels;
  /** ℓ(z, y). */
  value(score: number, y: number): number;
  /** ∂ℓ/∂z. */
  derivative(score: number, y: number): number;
  /** ∂²ℓ/∂z², where ℓ is convex with a slope everywhere; Newton's method asks for it. */
  curvature?(score: number, y: number): number;
  /** The pieces, where ℓ is made of straight ones; the interior-point method asks for them. */
  pieces?(y: number): Pieces;
  /** Where ℓ > 0 has its infimum 0 only at infinity: whether the score is on y's side. */
  separates?(score: number, y: number): boolean;
};

/** A loss of two straight pieces: `above · max(0, u) + below · max(0, −u)` of `u = offset + factor · z`. */
export type Pieces = { offset: number; factor: number; above: number; below: number };

/** A loss ℓ(z, y) of k scores, one a class, and the class y that is true. */
export type ScoresLoss = {
  readonly kind: "scores";
  /** Its name, for reports. */
  readonly name: string;
  /** What its minimiser estimates. */
  readonly estimates: string;
  /** What a label y may be. */
  readonly labels: "class";
  /** ℓ(z, y) of scores of shape `(k)`. */
  value(scores: Float64Array, y: number): number;
  /** ∂ℓ/∂z, shape `(k)`. */
  gradient(scores: Float64Array, y: number): Float64Array;
  /** ∂²ℓ/∂z∂z, shape `(k · k)`, row by row, where ℓ is convex with a slope everywhere. */
  curvature?(scores: Float64Array, y: number): Float64Array;
  /** Where ℓ > 0 has its infimum 0 only at infinity: whether class y has the largest score. */
  separates?(scores: Float64Array, y: number): boolean;
};

/** Any loss of this folder. */
export type Loss = ScoreLoss | ScoresLoss;
