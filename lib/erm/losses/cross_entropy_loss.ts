import { cannot } from "../../core/mod.ts";
import type { ScoresLoss } from "./loss.ts";

/** What {@linkcode crossEntropyLoss} may be told. */
export type CrossEntropyLossOptions = {
  /** Share of the truth that is spread over all classes alike, from 0 to below 1. @default 0 */
  labelSmoothing?: number;
};

/**
 * Cross-entropy after softmax: minus the logarithm of the probability given to the true class.
 *
 * `ln Σ e^z_j − z_y`; with label smoothing s, `ln Σ e^z_j − (1 − s) z_y − s mean(z)`
 *
 * Its risk is least where softmax(z) are the probabilities of the classes given x. Scores that all grow
 * by one number mean the same. Where all examples can be told apart, and s is 0, its infimum 0 lies
 * at infinity.
 *
 * @param options The smoothing s.
 * @returns The loss.
 * @throws {RangeError} If s is not from 0 to below 1.
 *
 * @example
 * ```ts
 * import { crossEntropyLoss } from "descent/erm";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const loss = crossEntropyLoss();
 * assertAlmostEquals(loss.value(Float64Array.of(7, 7, 7, 7), 2), Math.log(4));
 * assertEquals(loss.gradient(Float64Array.of(7, 7, 7, 7), 2), Float64Array.of(0.25, 0.25, -0.75, 0.25));
 * ```
 *
 * Source: label smoothing is C. Szegedy et al., "Rethinking the Inception architecture", CVPR 2016.
 */
export function crossEntropyLoss({ labelSmoothing = 0 }: CrossEntropyLossOptions = {}): ScoresLoss {
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    const needed = "labelSmoothing must be from 0 to below 1";
    throw new RangeError(cannot("create a cross-entropy loss", needed, labelSmoothing));
  }
  return {
    kind: "scores",
    name: "cross-entropy",
    estimates: "the probability of each class",
    labels: "class",
    value(z, y) {
      const mean = z.reduce((sum, score) => sum + score, 0) / z.length;
      return logSumExp(z) - (1 - labelSmoothing) * z[y]! - labelSmoothing * mean;
    },
    gradient(z, y) {
      const gradient = softmax(z);
      gradient[y]! -= 1 - labelSmoothing;
      if (labelSmoothing === 0) return gradient;
      return gradient.map((part) => part - labelSmoothing / z.length);
    },
    curvature: (z) => softmaxSlope(softmax(z)),
    ...(labelSmoothing === 0 ? { separates: isLargest } : {}),
  };
}

/**
 * Probabilities from scores: `e^z_j / Σ e^z_i`. Large scores do not overflow.
 *
 * @param scores Shape `(k)`, k ≥ 1, finite.
 * @returns Shape `(k)`, each from 0 to 1, together 1.
 *
 * @example
 * ```ts
 * import { softmax } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softmax(Float64Array.of(1000, 1000)), Float64Array.of(0.5, 0.5));
 * ```
 */
export function softmax(scores: Float64Array): Float64Array {
  const largest = Math.max(...scores);
  const probabilities = scores.map((z) => Math.exp(z - largest));
  const sum = probabilities.reduce((total, part) => total + part, 0);
  return probabilities.map((part) => part / sum);
}

/** ∂p_a/∂z_b = p_a (δ_ab − p_b) of softmax, row by row. */
export function softmaxSlope(p: Float64Array): Float64Array {
  const k = p.length;
  return Float64Array.from({ length: k * k }, (_, at) => {
    const [a, b] = [Math.floor(at / k), at % k];
    return a === b ? p[a]! * (1 - p[a]!) : -p[a]! * p[b]!;
  });
}

function logSumExp(scores: Float64Array): number {
  const largest = Math.max(...scores);
  return largest + Math.log(scores.reduce((sum, z) => sum + Math.exp(z - largest), 0));
}

function isLargest(scores: Float64Array, y: number): boolean {
  return scores.every((score, j) => j === y || score < scores[y]!);
}
