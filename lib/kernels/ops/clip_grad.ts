import * as tf from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import type { ClipAttrs } from "./clip.ts";
import { needsFloats, sizeOf } from "./shapes.ts";

const NAME = "DescentClipGrad";

/** The gradient of ClipByValue in one pass, where tfjs takes eight. */
export const clipGrad: KernelOverride<{ dy: tf.TensorInfo; x: tf.TensorInfo }, ClipAttrs> = {
  name: NAME,
  unsupported: ({ dy, x }) => needsFloats(dy, x),
  run({ inputs: { dy, x }, attrs: { clipValueMin: low, clipValueMax: high }, heap }) {
    const dx = heap.make(x.shape, "float32");
    const at = [heap.address(dy), heap.address(x), heap.address(dx)] as const;
    heap.kernels.clipGrad(...at, sizeOf(x.shape), low, high);
    return dx;
  },
};

/** Makes ClipByValue's gradient use that kernel on the WASM backend. */
export function registerClipGradient(): void {
  tf.unregisterGradient("ClipByValue");
  tf.registerGradient({
    kernelName: "ClipByValue",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attrs) => ({
      x: () => gradient(dy as tf.Tensor, x!, attrs as unknown as ClipAttrs),
    }),
  });
  tf.registerGradient({
    kernelName: NAME,
    inputsToSave: ["x"],
    gradFunc: (ddx, [x], attrs) => ({
      dy: () => gradient(ddx as tf.Tensor, x!, attrs as unknown as ClipAttrs),
      x: () => tf.zerosLike(x!),
    }),
  });
}

function gradient(dy: tf.Tensor, x: tf.Tensor, attrs: ClipAttrs): tf.Tensor {
  if (tf.getBackend() === "wasm" && needsFloats(dy, x) === null) {
    return tf.engine().runKernel(NAME, { dy, x }, attrs) as tf.Tensor;
  }
  const { clipValueMin: low, clipValueMax: high } = attrs;
  const isWithin = tf.logicalAnd(tf.greaterEqual(x, low), tf.lessEqual(x, high));
  return tf.where(isWithin, dy, tf.zerosLike(dy));
}
