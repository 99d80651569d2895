import { cannot, checkSameLength } from "../../core/mod.ts";
import type { Labels } from "../labels.ts";
import { type PositiveOptions, positivesOf } from "../probability/positives.ts";
import { checkSampleWeight } from "../sample_weight.ts";
import { checkFinite } from "../scores.ts";

/** A sigmoid that turns scores into probabilities. */
export type PlattScaling = {
  /** How steep it is, in 1/score; above 0 where high scores mean positive. */
  slope: number;
  /** Its log-odds at score 0. */
  intercept: number;
  /**
   * Probabilities of new scores, shape `(n)`: `1 / (1 + exp(−(slope · score + intercept)))`.
   */
  apply(scores: ArrayLike<number>): Float64Array<ArrayBuffer>;
};

/** Newton's method needs few steps; this many mean that it does not converge. */
const MAX_STEPS = 100;

/**
 * Platt scaling: the logistic curve that fits scores to how often they are positive. Two numbers, so
 * a few hundred samples do; but it can only mend what has the form of a sigmoid.
 *
 * Fit it on samples that the model was not trained on. The aims are not 1 and 0 but
 * `(P + 1) / (P + 2)` and `1 / (N + 2)` with P positives and N negatives, which keeps the slope
 * finite where scores separate the classes.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param scores The higher, the likelier positive, shape `(n)`: any numbers, such as margins.
 * @param options The positive class; weights.
 * @returns The sigmoid.
 * @throws {RangeError} If the lengths differ or are 0, a score is not finite, `yTrue` does not hold
 * both classes, `positive` is none of its labels or not told where it must be, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { fitPlatt } from "descent/metrics";
 * import { assert } from "@std/assert";
 *
 * const { apply } = fitPlatt([0, 0, 1, 0, 1, 1], [-2, -1, -0.5, 0.5, 1, 2]);
 * const [low, middle, high] = apply([-2, 0, 2]);
 * assert(low! < 0.25 && Math.abs(middle! - 0.5) < 1e-9 && high! > 0.75);
 * ```
 *
 * Source: J. Platt, "Probabilistic outputs for support vector machines" (1999); H.-T. Lin, C.-J. Lin,
 * R. Weng, "A note on Platt's probabilistic outputs for support vector machines", Machine Learning
 * 68 (2007), whose way of computing it does not overflow.
 */
export function fitPlatt(
  yTrue: Labels,
  scores: ArrayLike<number>,
  { positive, sampleWeight }: PositiveOptions = {},
): PlattScaling {
  checkSameLength(ACTION, ["yTrue", yTrue.length], ["scores", scores.length]);
  checkFinite(ACTION, "scores", scores);
  checkSampleWeight(ACTION, sampleWeight, yTrue.length);
  const is = positivesOf(ACTION, yTrue, positive);
  const weights = Float64Array.from(is, (_, i) => sampleWeight?.[i] ?? 1);
  const aims = aimsOf(is, weights);
  const { shift, scale } = standardized(scores, weights);
  const plain = Float64Array.from(scores, (score) => (score - shift) / scale);
  const [steep, level] = newton(plain, aims, weights);
  const slope = steep / scale;
  const intercept = level - slope * shift;
  return {
    slope,
    intercept,
    apply: (scores) =>
      Float64Array.from(scores, (score) => 1 / (1 + Math.exp(-(slope * score + intercept)))),
  };
}

const ACTION = "fit Platt scaling";

function aimsOf(is: Uint8Array, weights: Float64Array): Float64Array {
  const positives = weights.reduce((sum, weight, i) => sum + weight * is[i]!, 0);
  const negatives = weights.reduce((sum, weight, i) => sum + weight * (1 - is[i]!), 0);
  if (positives === 0 || negatives === 0) {
    throw new RangeError(cannot(ACTION, "yTrue must hold samples of both classes"));
  }
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (negatives + 2)];
  return Float64Array.from(is, (one) => one === 1 ? high : low);
}

/** Newton's method keeps its digits where scores lie around 0 and are about 1 wide. */
function standardized(scores: ArrayLike<number>, weights: Float64Array) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shift = weights.reduce((sum, weight, i) => sum + weight * scores[i]!, 0) / total;
  const variance = weights.reduce((sum, weight, i) => sum + weight * (scores[i]! - shift) ** 2, 0);
  return { shift, scale: Math.sqrt(variance / total) || 1 };
}

/** Slope and intercept with the smallest cross-entropy to the aims, by damped Newton steps. */
function newton(
  scores: Float64Array,
  aims: Float64Array,
  weights: Float64Array,
): [number, number] {
  const base = weights.reduce((sum, weight, i) => sum + weight * aims[i]!, 0) /
    weights.reduce((sum, weight) => sum + weight, 0);
  let [slope, level] = [0, Math.log(base / (1 - base))];
  let loss = lossOf(scores, aims, weights, slope, level);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { bySlope, byLevel, gain } = newtonStep(scores, aims, weights, slope, level);
    let size = 1;
    let next = lossOf(scores, aims, weights, slope - bySlope, level - byLevel);
    // A gain that rounding of the loss hides is near the end, where Newton's full step is right.
    while (next > loss && gain > 1e-9 * loss && size > 1e-10) {
      size /= 2;
      next = lossOf(scores, aims, weights, slope - size * bySlope, level - size * byLevel);
    }
    slope -= size * bySlope;
    level -= size * byLevel;
    loss = next;
    const tolerance = 1e-13 * (1 + Math.abs(slope) + Math.abs(level));
    if (Math.abs(bySlope) + Math.abs(byLevel) <= tolerance) break;
  }
  return [slope, level];
}

function lossOf(
  scores: Float64Array,
  aims: Float64Array,
  weights: Float64Array,
  slope: number,
  level: number,
): number {
  let loss = 0;
  for (let i = 0; i < scores.length; i++) {
    const logit = slope * scores[i]! + level;
    // ln(1 + e^logit) − aim · logit, with the exponent never above 0
    const soft = Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
    loss += weights[i]! * (soft - aims[i]! * logit);
  }
  return loss;
}

/** Solves Hessian · step = gradient, with a ridge where all scores are equal; and what it gains. */
function newtonStep(
  scores: Float64Array,
  aims: Float64Array,
  weights: Float64Array,
  slope: number,
  level: number,
): { bySlope: number; byLevel: number; gain: number } {
  let [g0, g1, h00, h01, h11] = [0, 0, 1e-12, 0, 1e-12];
  for (let i = 0; i < scores.length; i++) {
    const x = scores[i]!;
    const p = 1 / (1 + Math.exp(-(slope * x + level)));
    const off = weights[i]! * (p - aims[i]!);
    const curve = weights[i]! * p * (1 - p);
    g0 += off * x;
    g1 += off;
    h00 += curve * x * x;
    h01 += curve * x;
    h11 += curve;
  }
  const det = h00 * h11 - h01 * h01;
  const bySlope = (h11 * g0 - h01 * g1) / det;
  const byLevel = (h00 * g1 - h01 * g0) / det;
  return { bySlope, byLevel, gain: (g0 * bySlope + g1 * byLevel) / 2 };
}
