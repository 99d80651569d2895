import * as tf from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { needsFloats, sizeOf } from "./shapes.ts";

const NAME = "DescentSoftmaxGrad";

/** The gradient of a softmax over the last axis in one pass, where tfjs takes four. */
export const softmaxGrad: KernelOverride<{ dy: tf.TensorInfo; y: tf.TensorInfo }, unknown> = {
  name: NAME,
  unsupported: ({ dy, y }) => needsFloats(dy, y),
  run({ inputs: { dy, y }, heap }) {
    const dx = heap.make(y.shape, "float32");
    const columns = y.shape.at(-1)!;
    const at = [heap.address(dy), heap.address(y), heap.address(dx)] as const;
    heap.kernels.softmaxGrad(...at, sizeOf(y.shape) / columns, columns);
    return dx;
  },
};

/** Makes Softmax's gradient use that kernel on the WASM backend. */
export function registerSoftmaxGradient(): void {
  tf.unregisterGradient("Softmax");
  tf.registerGradient({
    kernelName: "Softmax",
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ logits: () => gradient(dy as tf.Tensor, y!) }),
  });
  tf.registerGradient({
    kernelName: NAME,
    inputsToSave: ["dy", "y"],
    gradFunc: (ddx, [dy, y]) => ({
      dy: () => gradient(ddx as tf.Tensor, y!),
      y: () => {
        const [by, of] = [rowSum(tf.mul(dy!, y!)), rowSum(tf.mul(ddx as tf.Tensor, y!))];
        return tf.sub(tf.mul(ddx as tf.Tensor, tf.sub(dy!, by)), tf.mul(dy!, of));
      },
    }),
  });
}

function gradient(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  if (tf.getBackend() === "wasm" && y.rank > 0 && needsFloats(dy, y) === null) {
    return tf.engine().runKernel(NAME, { dy, y }) as tf.Tensor;
  }
  return tf.mul(y, tf.sub(dy, rowSum(tf.mul(dy, y))));
}

function rowSum(x: tf.Tensor): tf.Tensor {
  return tf.sum(x, -1, true);
}
