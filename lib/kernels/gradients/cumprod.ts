import * as tf from "@tensorflow/tfjs";

type Attrs = { axis: number; exclusive: boolean; reverse: boolean };

/**
 * The gradient of running products y_i = x_0 ⋯ x_i, right also where values are 0:
 *
 *     dx_k = (x_0 ⋯ x_{k-1}) s_k,   s_k = dy_k + x_{k+1} s_{k+1}
 */
export function registerCumprodGradient(): void {
  tf.registerGradient({
    kernelName: "Cumprod",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attrs) => ({
      x: () => gradient(dy as tf.Tensor, x!, attrs as unknown as Attrs),
    }),
  });
}

function gradient(dy: tf.Tensor, x: tf.Tensor, { axis, exclusive, reverse }: Attrs): tf.Tensor {
  const turn = (values: tf.Tensor) => reverse ? tf.reverse(values, axis) : values;
  const values = turn(x);
  const factors = tf.unstack(values, axis);
  // An exclusive product is the inclusive one a place later: its first is 1, and asks nothing.
  const slopes = exclusive
    ? [...tf.unstack(turn(dy), axis).slice(1), tf.zerosLike(factors[0]!)]
    : tf.unstack(turn(dy), axis);
  const sums: tf.Tensor[] = [];
  for (let k = slopes.length - 1; k >= 0; k--) {
    const later = sums[0];
    sums.unshift(later ? tf.add(slopes[k]!, tf.mul(factors[k + 1]!, later)) : slopes[k]!);
  }
  return turn(tf.mul(tf.cumprod(values, axis, true), tf.stack(sums, axis)));
}
