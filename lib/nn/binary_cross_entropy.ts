import type { BatchScore } from "./score.ts";

/**
 * Sigmoid and cross-entropy of a batch in one pass, from the logits, in float64.
 *
 * `loss = log(1 + e^z) − y z`, and `∂(mean loss)/∂z = (σ(z) − y) / b`, which is written over the
 * logits. Written so that no exponent overflows; nothing is clipped.
 *
 * @param logits Shape (b, 1); becomes the gradient.
 * @param labels The class of each example, 0 or 1, shape (b).
 */
export function binaryCrossEntropyInPlace(
  logits: Float32Array,
  labels: ArrayLike<number>,
): BatchScore {
  let lossSum = 0;
  let metricSum = 0;
  for (let i = 0; i < logits.length; i++) {
    const [z, y] = [logits[i]!, labels[i]!];
    lossSum += Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
    if ((z > 0 ? 1 : 0) === y) metricSum++;
    logits[i] = (sigmoid(z) - y) / logits.length;
  }
  return { lossSum, metricSum };
}

/** `1 / (1 + e^−z)` of every value in place. */
export function sigmoidInPlace(logits: Float32Array): void {
  for (let i = 0; i < logits.length; i++) logits[i] = sigmoid(logits[i]!);
}

function sigmoid(z: number): number {
  const e = Math.exp(-Math.abs(z)); // never overflows
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
}
