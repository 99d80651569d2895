import type { BatchScore } from "./score.ts";

/**
 * Softmax and cross-entropy of a batch in one pass, from the logits, in float64.
 *
 * `loss = log Σⱼ exp(zⱼ) − z_y`, and `∂(mean loss)/∂z = (softmax(z) − onehot(y)) / b`, which is
 * written over the logits. The largest logit is taken off first, so that no exponent overflows.
 * Unlike the loss of Keras and tfjs on probabilities, nothing is clipped at 1e-7: an example that
 * is far off keeps its gradient.
 *
 * @param logits Shape (b, k), row-major; becomes the gradient.
 * @param labels The class of each example, shape (b), each 0 to k − 1.
 * @param k Number of classes.
 */
export function softmaxCrossEntropyInPlace(
  logits: Float32Array,
  labels: ArrayLike<number>,
  k: number,
): BatchScore {
  const b = labels.length;
  const powers = new Float64Array(k);
  let lossSum = 0;
  let metricSum = 0;
  for (let i = 0; i < b; i++) {
    const row = i * k;
    let best = 0;
    for (let j = 1; j < k; j++) if (logits[row + j]! > logits[row + best]!) best = j;
    const top = logits[row + best]!;
    let sum = 0;
    for (let j = 0; j < k; j++) sum += powers[j] = Math.exp(logits[row + j]! - top);
    const label = labels[i]!;
    lossSum += Math.log(sum) + top - logits[row + label]!;
    if (best === label) metricSum++;
    for (let j = 0; j < k; j++) {
      const p = powers[j]! / sum;
      logits[row + j] = (j === label ? p - 1 : p) / b;
    }
  }
  return { lossSum, metricSum };
}
