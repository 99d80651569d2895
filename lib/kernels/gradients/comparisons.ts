import * as tf from "@tensorflow/tfjs";

/** Steps are flat: their gradient is 0. tfjs says so of `GreaterEqual` alone. */
const COMPARISONS = ["Equal", "Greater", "Less", "LessEqual", "NotEqual"];

/** Gradients of comparisons, which layers such as a thresholded ReLU need to train. */
export function registerComparisonGradients(): void {
  for (const kernelName of COMPARISONS) {
    tf.registerGradient({
      kernelName,
      inputsToSave: ["a", "b"],
      gradFunc: (_dy, [a, b]) => ({ a: () => tf.zerosLike(a!), b: () => tf.zerosLike(b!) }),
    });
  }
}
