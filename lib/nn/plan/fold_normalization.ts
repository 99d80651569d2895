import type * as tf from "@tensorflow/tfjs";
import type { Parameter, Site } from "./op.ts";

/**
 * Weights of a layer that take the batch normalisation right above it along: outside of training it
 * multiplies every channel by a number and adds another, which the weights and the bias can do as well.
 * `(x w + b − mean) f + β = x (w f) + (b − mean) f + β` with `f = γ / √(variance + ε)`.
 *
 * @param normalization The layer above.
 * @param weights The layer's own, in the plan; they are changed.
 * @param site Where it stands.
 * @returns The weights, a bias among them.
 */
export function foldNormalization(
  normalization: tf.layers.Layer,
  weights: Parameter[],
  { heap, layer, allocate }: Site,
): Parameter[] {
  const { epsilon, scale, center } = normalization.getConfig() as Settings;
  const values = normalization.getWeights().map((tensor) => tensor.dataSync() as Float32Array);
  const [mean, variance] = values.splice(-2) as [Float32Array, Float32Array];
  const gamma = scale ? values.shift()! : undefined;
  const beta = center ? values.shift()! : undefined;
  const columns = mean.length;
  const factor = variance.map((square, j) => (gamma?.[j] ?? 1) / Math.sqrt(square + epsilon));

  const { useBias } = layer.getConfig();
  const all = useBias ? weights : [...weights, noBias(columns)];
  const [last, bias] = all.slice(-2) as [Parameter, Parameter];
  const w = heap.floats(last.value, last.size);
  for (let i = 0; i < w.length; i++) w[i]! *= factor[i % columns]!; // channels lie side by side
  const b = heap.floats(bias.value, columns);
  for (let j = 0; j < columns; j++) b[j] = (b[j]! - mean[j]!) * factor[j]! + (beta?.[j] ?? 0);
  return all;

  function noBias(size: number): Parameter {
    const value = allocate(size);
    heap.floats(value, size).fill(0);
    return { value, gradient: 0, size, layer, index: weights.length, learns: false };
  }
}

type Settings = { epsilon: number; scale: boolean; center: boolean };
