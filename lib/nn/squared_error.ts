import type { BatchScore } from "./score.ts";

/**
 * Squared error of a batch, the absolute error beside it, in float64.
 *
 * `loss = 1/k Σⱼ (ŷⱼ − yⱼ)²`, and `∂(mean loss)/∂ŷ = 2 (ŷ − y) / (k b)`, which is written over the
 * predictions.
 *
 * @param yPred Shape (b, k), row-major; becomes the gradient.
 * @param y The numbers to be met, shape (b, k), row-major.
 * @param k Numbers of an example.
 */
export function squaredErrorInPlace(
  yPred: Float32Array,
  y: ArrayLike<number>,
  k: number,
): BatchScore {
  let lossSum = 0;
  let metricSum = 0;
  for (let i = 0; i < yPred.length; i++) {
    const error = yPred[i]! - y[i]!;
    lossSum += error * error / k;
    metricSum += Math.abs(error) / k;
    yPred[i] = 2 * error / yPred.length;
  }
  return { lossSum, metricSum };
}
