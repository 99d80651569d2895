import * as tf from "@tensorflow/tfjs";

const BATCH = 32;
const SIDE = 28;
const CHANNELS = 16;
const UNITS = 128;
/** Rounds that count. The best of them does: whatever else the machine does makes it slower only. */
const ROUNDS = 3;

/**
 * Times a step of training as a small network for images takes it, on the backend in use: two
 * convolutions of 3 × 3, a product of matrices, and their gradients. A first round, in which a GPU
 * compiles its programs and WebAssembly its threads start, does not count.
 *
 * @returns Milliseconds of the fastest of three rounds, until a value of each gradient is read.
 */
export async function timeSample(): Promise<number> {
  const inputs = tf.tidy(() => [
    waves([BATCH, SIDE, SIDE, 1]),
    waves([3, 3, 1, CHANNELS]),
    waves([3, 3, CHANNELS, 2 * CHANNELS]),
    waves([(SIDE - 4) ** 2 * 2 * CHANNELS, UNITS]),
  ]);
  try {
    await step(inputs);
    let fastest = Infinity;
    for (let round = 0; round < ROUNDS; round++) {
      const begin = performance.now();
      await step(inputs);
      fastest = Math.min(fastest, performance.now() - begin);
    }
    return fastest;
  } finally {
    tf.dispose(inputs);
  }
}

async function step([x, ...weights]: tf.Tensor[]): Promise<void> {
  const done = tf.tidy(() => {
    const slopes = tf.grads((first, second, dense) => {
      const filters = [first, second] as tf.Tensor4D[];
      const image = filters.reduce(
        (image, filter) => tf.relu(tf.conv2d(image, filter, 1, "valid")),
        x as tf.Tensor4D,
      );
      return tf.mean(tf.square(tf.matMul(tf.reshape(image, [BATCH, -1]), dense!)));
    })(weights);
    return tf.stack(slopes.map((slope) => tf.mean(slope))); // training leaves gradients on the GPU
  });
  await done.data();
  done.dispose();
}

/** Small values, none of them 0: kernels of ours leave out what is. */
function waves(shape: number[]): tf.Tensor {
  const n = shape.reduce((product, side) => product * side, 1);
  return tf.reshape(tf.add(tf.mul(tf.sin(tf.range(0, n)), 0.05), 0.1), shape);
}
