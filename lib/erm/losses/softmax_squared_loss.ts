import { softmax } from "./cross_entropy_loss.ts";
import type { ScoresLoss } from "./loss.ts";

/**
 * The squared distance of the probabilities from the truth, as in Brier's score: bounded, unlike
 * cross-entropy.
 *
 * `1/k · Σ_j (p_j − [j = y])²` of `p = softmax(z)`
 *
 * Its risk, too, is least at the true probabilities. It is not convex in the scores: a confident
 * mistake has nearly no slope, so that learning may stick there.
 *
 * @example A confident mistake hardly pulls
 * ```ts
 * import { crossEntropyLoss, softmaxSquaredLoss } from "descent/erm";
 * import { assert } from "@std/assert";
 *
 * const wrong = Float64Array.of(20, 0);
 * assert(Math.abs(softmaxSquaredLoss.gradient(wrong, 1)[1]!) < 1e-8);
 * assert(Math.abs(crossEntropyLoss().gradient(wrong, 1)[1]!) > 0.99);
 * ```
 *
 * Source: G. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather
 * Review 78 (1950).
 */
export const softmaxSquaredLoss: ScoresLoss = {
  kind: "scores",
  name: "squared loss of probabilities",
  estimates: "the probability of each class",
  labels: "class",
  value(z, y) {
    return distances(softmax(z), y).reduce((sum, r) => sum + r * r, 0) / z.length;
  },
  gradient(z, y) {
    const p = softmax(z);
    const pull = distances(p, y).map((r) => 2 * r / z.length); // by each probability
    const mean = pull.reduce((sum, part, j) => sum + part * p[j]!, 0);
    return p.map((share, j) => share * (pull[j]! - mean));
  },
};

function distances(probabilities: Float64Array, y: number): Float64Array {
  return probabilities.map((p, j) => j === y ? p - 1 : p);
}
