import * as tf from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { Convolution } from "./convolution.ts";
import { MaskedProduct } from "./masked_product.ts";
import { Product } from "./product.ts";
import { needsFloats, sizeOf } from "./shapes.ts";

const NAME = "DescentReluGrad";

/** The gradient of a ReLU in one pass: dy where the output is above 0. tfjs has no such kernel. */
export const reluGrad: KernelOverride<{ dy: tf.TensorInfo; y: tf.TensorInfo }, unknown> = {
  name: NAME,
  takesWaiting: true,
  unsupported: ({ dy, y }) => needsFloats(dy, y),
  run({ inputs: { dy, y }, heap }) {
    const product = heap.pending(dy);
    const convolution = Convolution.of(heap, y);
    if (product instanceof Product && convolution?.relu && convolution.patches) {
      return heap.defer(y.shape, new MaskedProduct(heap, dy, y, product, convolution));
    }
    const dx = heap.make(y.shape, "float32");
    const n = sizeOf(y.shape);
    heap.kernels.reluGrad(heap.address(dy), heap.address(y), heap.address(dx), n);
    return dx;
  },
};

/**
 * Makes ReLU's gradient use that kernel on the WASM backend. tfjs has one gradient for all
 * backends, so on the others this computes what tfjs's own one does. The kernel gets a gradient of
 * its own, so that gradients of gradients go on working.
 */
export function registerReluGradient(): void {
  tf.unregisterGradient("Relu");
  tf.registerGradient({
    kernelName: "Relu",
    outputsToSave: [true], // the output has the input's sign, and is kept anyway
    gradFunc: (dy, saved) => ({ x: () => gradient(dy as tf.Tensor, saved[0]!) }),
  });
  tf.registerGradient({
    kernelName: NAME,
    inputsToSave: ["y"],
    gradFunc: (ddx, saved) => ({
      dy: () => gradient(ddx as tf.Tensor, saved[0]!),
      y: () => tf.zerosLike(saved[0]!),
    }),
  });
}

function gradient(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  if (tf.getBackend() === "wasm" && needsFloats(dy, y) === null) {
    return tf.engine().runKernel(NAME, { dy, y }) as tf.Tensor;
  }
  return tf.mul(dy, tf.cast(tf.step(y), "float32"));
}
