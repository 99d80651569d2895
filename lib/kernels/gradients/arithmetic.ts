import * as tf from "@tensorflow/tfjs";
import { sumTo } from "./broadcasting.ts";

/** Ranks up to which tfjs's own gradient of `tile` goes. */
const MOST_AXES = 4;

/**
 * Gradients of tfjs's that have the same values with fewer operations: what is a float already is not
 * cast to one, a sum's gradient is repeated and not multiplied by ones, and a quotient's gradient by
 * its divisor is made of that by its dividend. A loss has them in every step.
 */
export function registerArithmeticGradients(): void {
  tf.registerGradient({
    kernelName: "Log",
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => tf.div(dy as tf.Tensor, float(x!)) }),
  });
  tf.registerGradient({
    kernelName: "Multiply",
    inputsToSave: ["a", "b"],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      const share = (other: tf.Tensor, shape: number[]) =>
        sumTo(tf.mul(dy as tf.Tensor, float(other)), shape);
      return { a: () => share(b, a.shape), b: () => share(a, b.shape) };
    },
  });
  tf.registerGradient({
    kernelName: "RealDiv",
    inputsToSave: ["a", "b"],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      const slope = () => tf.div(dy as tf.Tensor, float(b));
      return {
        a: () => sumTo(slope(), a.shape),
        b: () => tf.neg(tf.div(sumTo(tf.mul(slope(), float(a)), b.shape), float(b))),
      };
    },
  });
  for (const kernelName of ["Mean", "Sum"]) {
    tf.registerGradient({
      kernelName,
      inputsToSave: ["x"],
      gradFunc: (dy, [x], attrs) => ({
        x: () => repeat(dy as tf.Tensor, x!.shape, attrs["axis"] as Axes, kernelName === "Mean"),
      }),
    });
  }
}

type Axes = number | number[] | undefined;

/** dy along the axes that were summed up, or its share of their mean. */
function repeat(dy: tf.Tensor, shape: number[], axis: Axes, shares: boolean): tf.Tensor {
  const axes = tf.util.parseAxisParam(axis!, shape);
  const kept = shape.map((length, i) => axes.includes(i) ? 1 : length);
  const times = shape.map((length, i) => axes.includes(i) ? length : 1);
  const count = times.reduce((a, b) => a * b, 1);
  const x = tf.reshape(shares ? tf.div(dy, count) : dy, kept);
  if (count === 1) return x;
  return shape.length > MOST_AXES ? tf.mul(x, tf.ones(shape)) : tf.tile(x, times);
}

function float(x: tf.Tensor): tf.Tensor {
  return x.dtype === "float32" ? x : tf.cast(x, "float32");
}
