import * as tf from "@tensorflow/tfjs";

/** Which share of dy each input gets, where the operation has compared or subtracted a and b. */
type Shares = (a: tf.Tensor, b: tf.Tensor, dy: tf.Tensor) => [a: tf.Tensor, b: tf.Tensor];

/**
 * The slopes of operations of two inputs. Of equal inputs the first counts as the larger, and the
 * smaller, as in tfjs.
 */
const SHARES: Record<string, Shares> = {
  Maximum: (a, b, dy) => [mask(tf.greaterEqual(a, b), dy), mask(tf.less(a, b), dy)],
  Minimum: (a, b, dy) => [mask(tf.lessEqual(a, b), dy), mask(tf.greater(a, b), dy)],
  SquaredDifference: (a, b, dy) => {
    const slope = tf.mul(dy, tf.mul(2, tf.sub(a, b)));
    return [slope, tf.neg(slope)];
  },
};

/**
 * Gradients that tfjs gives in the shape of the result alone: where an input was spread over the
 * other's shape, its gradient is the sum over what it was spread over.
 */
export function registerBroadcastGradients(): void {
  for (const [kernelName, shares] of Object.entries(SHARES)) {
    tf.registerGradient({
      kernelName,
      inputsToSave: ["a", "b"],
      gradFunc: (dy, saved) => {
        const [a, b] = saved as [tf.Tensor, tf.Tensor];
        const share = (of: 0 | 1) => shares(a, b, dy as tf.Tensor)[of];
        return { a: () => sumTo(share(0), a.shape), b: () => sumTo(share(1), b.shape) };
      },
    });
  }
}

function mask(holds: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  return tf.mul(dy, tf.cast(holds, "float32"));
}

/** Adds up over the axes along which a value of this shape was repeated. */
export function sumTo(x: tf.Tensor, shape: number[]): tf.Tensor {
  if (tf.util.arraysEqual(shape, x.shape)) return x;
  const axes = tf.broadcast_util.getReductionAxes(shape, x.shape);
  if (x.rank === shape.length) return tf.sum(x, axes, true);
  return tf.reshape(axes.length > 0 ? tf.sum(x, axes) : x, shape);
}
