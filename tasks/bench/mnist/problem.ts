import type { Digits, Mnist } from "descent/data";
import { createPrng, permutation } from "descent/core";

/**
 * What every contestant is given, so that all do the same work on the same numbers: images in the
 * order in which they are taken, and the weights to start from.
 */
export type Problem = {
  /** Images a training step. */
  batch: number;
  train: Examples;
  test: Examples;
  /** The first so many test images are all different; later ones repeat them. */
  distinct: number;
  /**
   * The documented model's weights before training, in Keras's order and layout: convolution
   * (3, 3, 1, 32) and (32), dense (21632, 10) and (10).
   */
  weights: Float32Array<ArrayBuffer>[];
};

/** Images `(n, 28, 28)` as bytes and their labels. */
export type Examples = { images: Uint8Array; labels: Uint8Array };

/** The documented model's sizes. */
export const SIDE = 28;
export const PIXELS = SIDE * SIDE;
export const FILTER = 3;
export const FILTERS = 32;
export const OUT = SIDE - FILTER + 1;
export const FEATURES = OUT * OUT * FILTERS;
export const CLASSES = 10;

/** Shapes of the weights, in order. */
export const WEIGHT_SHAPES = [
  [FILTER, FILTER, 1, FILTERS],
  [FILTERS],
  [FEATURES, CLASSES],
  [CLASSES],
];

/** Images of the inference run, as many as MNIST has test images. */
const TEST_IMAGES = 10_000;

/**
 * Takes a problem out of MNIST: shuffled training images for `steps` steps, MNIST's test images in
 * their order, and weights drawn as Keras draws them (Glorot uniform, biases 0).
 *
 * Where the data holds fewer images than asked for, it is gone through again.
 *
 * @param mnist The data.
 * @param options Steps of an epoch, images a step, and the seed of order and weights.
 * @returns The problem.
 */
export function makeProblem(
  mnist: Pick<Mnist, "train" | "test">,
  { steps, batch, seed }: { steps: number; batch: number; seed: number },
): Problem {
  const prng = createPrng(seed);
  const order = permutation(mnist.train.n, prng);
  return {
    batch,
    train: take(mnist.train, steps * batch, (i) => order[i % order.length]!),
    test: take(mnist.test, TEST_IMAGES, (i) => i % mnist.test.n),
    distinct: Math.min(mnist.test.n, TEST_IMAGES),
    weights: WEIGHT_SHAPES.map((shape) => glorotUniform(shape, () => prng.next())),
  };
}

/**
 * The examples of the first training step.
 *
 * @param problem The problem.
 * @returns Views of its training images and labels.
 */
export function firstBatch({ batch, train }: Problem): Examples {
  return {
    images: train.images.subarray(0, batch * PIXELS),
    labels: train.labels.subarray(0, batch),
  };
}

function take(digits: Digits, n: number, at: (i: number) => number): Examples {
  const images = new Uint8Array(n * PIXELS);
  const labels = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const from = at(i);
    images.set(digits.images.subarray(from * PIXELS, (from + 1) * PIXELS), i * PIXELS);
    labels[i] = digits.labels[from]!;
  }
  return { images, labels };
}

/** Uniform within ±√(6 / (fan in + fan out)); zeros for a bias, which has one dimension. */
export function glorotUniform(
  shape: readonly number[],
  uniform: () => number,
): Float32Array<ArrayBuffer> {
  const size = shape.reduce((product, n) => product * n, 1);
  if (shape.length === 1) return new Float32Array(size);
  const window = shape.slice(0, -2).reduce((product, n) => product * n, 1);
  const bound = Math.sqrt(6 / (window * (shape.at(-2)! + shape.at(-1)!)));
  return Float32Array.from({ length: size }, () => (2 * uniform() - 1) * bound);
}
