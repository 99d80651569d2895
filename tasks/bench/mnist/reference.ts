import { CLASSES, type Examples, FEATURES, FILTER, FILTERS, OUT, PIXELS, SIDE } from "./problem.ts";
import type { EpsilonOn } from "./protocol.ts";

/** Adam as documented: Keras's constants. */
const RATE = 1e-3;
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/** Convolution kernel and bias, dense kernel and bias, in the layout of `Problem`. */
type Weights = Float64Array[];

/**
 * The losses that a right implementation of the documented model must show, in float64 and plain
 * loops, so that no library's rounding or habits are in them.
 *
 * @param start The weights to start from.
 * @param batches The images and labels of each step.
 * @param epsilonOn Where Adam adds epsilon.
 * @returns The mean loss of each batch before its update, in nats.
 */
export function referenceLosses(
  start: readonly ArrayLike<number>[],
  batches: readonly Examples[],
  epsilonOn: EpsilonOn,
): number[] {
  const weights = start.map((values) => Float64Array.from(values));
  const zeros = () => weights.map(({ length }) => new Float64Array(length));
  const moments = { m: zeros(), v: zeros() };
  return batches.map((batch, i) => {
    const { loss, gradient } = lossAndGradient(weights, batch);
    adamInPlace(weights, gradient, moments, i + 1, epsilonOn);
    return loss;
  });
}

/**
 * The probabilities that a right implementation gives, in float64 and plain loops.
 *
 * @param weights The model's weights.
 * @param images Shape `(n, 28, 28)`, as bytes.
 * @returns Shape `(n, 10)`.
 */
export function referenceProbabilities(
  weights: readonly ArrayLike<number>[],
  images: Uint8Array,
): number[] {
  const exact = weights.map((values) => Float64Array.from(values));
  return Array.from(
    { length: images.length / PIXELS },
    (_, i) => [...classify(convolve(imageAt(images, i), exact), exact)],
  ).flat();
}

/**
 * Mean cross-entropy of the documented model and its derivative by every weight.
 *
 * @param weights The model's weights.
 * @param examples Images and labels.
 * @returns The loss in nats, and the gradient in the layout of the weights.
 */
export function lossAndGradient(
  weights: Weights,
  { images, labels }: Examples,
): { loss: number; gradient: Weights } {
  const n = labels.length;
  const gradient = weights.map(({ length }) => new Float64Array(length));
  let loss = 0;
  for (let i = 0; i < n; i++) {
    const image = imageAt(images, i);
    const features = convolve(image, weights);
    const probabilities = classify(features, weights);
    const label = labels[i]!;
    loss -= Math.log(probabilities[label]!) / n;
    // Softmax and cross-entropy together: the derivative by the logits is p - one-hot.
    const dLogits = probabilities.map((p, c) => (p - (c === label ? 1 : 0)) / n);
    const dFeatures = classifyBackward(features, dLogits, weights, gradient);
    convolveBackward(image, features, dFeatures, gradient);
  }
  return { loss, gradient };
}

function imageAt(images: Uint8Array, i: number): Float64Array {
  return Float64Array.from(images.subarray(i * PIXELS, (i + 1) * PIXELS), (byte) => byte / 255);
}

/** relu(image * kernel + bias), shape (26, 26, 32). */
function convolve(image: Float64Array, [kernel, bias]: Weights): Float64Array {
  const features = new Float64Array(FEATURES);
  for (let at = 0; at < FEATURES; at++) {
    const f = at % FILTERS;
    const corner = cornerOf(at);
    let sum = bias![f]!;
    for (let tap = 0; tap < FILTER * FILTER; tap++) {
      sum += image[corner + offsetOf(tap)]! * kernel![tap * FILTERS + f]!;
    }
    features[at] = Math.max(0, sum);
  }
  return features;
}

function convolveBackward(
  image: Float64Array,
  features: Float64Array,
  dFeatures: Float64Array,
  [dKernel, dBias]: Weights,
): void {
  for (let at = 0; at < FEATURES; at++) {
    if (features[at]! <= 0) continue; // where relu cuts, nothing flows back
    const f = at % FILTERS;
    const corner = cornerOf(at);
    dBias![f]! += dFeatures[at]!;
    for (let tap = 0; tap < FILTER * FILTER; tap++) {
      dKernel![tap * FILTERS + f]! += image[corner + offsetOf(tap)]! * dFeatures[at]!;
    }
  }
}

/** softmax(features · kernel + bias), shape (10). */
function classify(features: Float64Array, [, , kernel, bias]: Weights): Float64Array {
  const logits = Float64Array.from(bias!);
  for (let at = 0; at < FEATURES; at++) {
    for (let c = 0; c < CLASSES; c++) logits[c]! += features[at]! * kernel![at * CLASSES + c]!;
  }
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power);
  return powers.map((power) => power / sum);
}

function classifyBackward(
  features: Float64Array,
  dLogits: Float64Array,
  [, , kernel]: Weights,
  [, , dKernel, dBias]: Weights,
): Float64Array {
  const dFeatures = new Float64Array(FEATURES);
  for (let c = 0; c < CLASSES; c++) dBias![c]! += dLogits[c]!;
  for (let at = 0; at < FEATURES; at++) {
    let sum = 0;
    for (let c = 0; c < CLASSES; c++) {
      sum += dLogits[c]! * kernel![at * CLASSES + c]!;
      dKernel![at * CLASSES + c]! += features[at]! * dLogits[c]!;
    }
    dFeatures[at] = sum;
  }
  return dFeatures;
}

/** Kingma and Ba, Adam (ICLR 2015), algorithm 1; "uncorrected" is the form below their algorithm. */
function adamInPlace(
  weights: Weights,
  gradient: Weights,
  { m, v }: { m: Weights; v: Weights },
  step: number,
  epsilonOn: EpsilonOn,
): void {
  const mScale = 1 / (1 - BETA1 ** step);
  const vScale = 1 / (1 - BETA2 ** step);
  const epsilon = epsilonOn === "corrected" ? EPSILON : EPSILON * Math.sqrt(vScale);
  for (const [k, values] of weights.entries()) {
    for (let i = 0; i < values.length; i++) {
      const g = gradient[k]![i]!;
      const mean = m[k]![i] = BETA1 * m[k]![i]! + (1 - BETA1) * g;
      const square = v[k]![i] = BETA2 * v[k]![i]! + (1 - BETA2) * g * g;
      values[i]! -= RATE * mean * mScale / (Math.sqrt(square * vScale) + epsilon);
    }
  }
}

/** Position in the image of a feature's window, whose features lie in the order row, column, filter. */
function cornerOf(feature: number): number {
  const place = Math.floor(feature / FILTERS);
  return Math.floor(place / OUT) * SIDE + place % OUT;
}

/** Position of a tap of the filter from its window's corner. */
function offsetOf(tap: number): number {
  return Math.floor(tap / FILTER) * SIDE + tap % FILTER;
}
