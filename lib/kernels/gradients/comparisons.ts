import * as tf from "@tensorflow/tfjs";

/** Steps are flat: their gradient is 0. tfjs says so of `GreaterEqual` alone, and errs of `FloorDiv`. */
const STEPS: Record<string, string[]> = {
  All: ["x"],
  Any: ["x"],
  Equal: ["a", "b"],
  FloorDiv: ["a", "b"],
  Greater: ["a", "b"],
  Less: ["a", "b"],
  LessEqual: ["a", "b"],
  LogicalAnd: ["a", "b"],
  LogicalNot: ["x"],
  LogicalOr: ["a", "b"],
  LogicalXor: ["a", "b"],
  NotEqual: ["a", "b"],
};

/** Gradients of what jumps between whole answers, such as comparisons, which layers such as a thresholded ReLU need to train. */
export function registerComparisonGradients(): void {
  for (const [kernelName, inputs] of Object.entries(STEPS)) {
    tf.registerGradient({
      kernelName,
      inputsToSave: inputs,
      gradFunc: (_dy, saved) =>
        Object.fromEntries(inputs.map((name, i) => [name, () => tf.zeros(saved[i]!.shape)])),
    });
  }
}
