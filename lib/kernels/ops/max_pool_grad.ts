import * as tf from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { needsFloats } from "./shapes.ts";

type Attrs = {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: "floor" | "round" | "ceil";
};

/**
 * tfjs's MaxPoolGrad. tfjs's own WASM kernel starts its search at the smallest positive float and
 * so gives no gradient to a window whose maximum is 0 or negative.
 */
export const maxPoolGrad: KernelOverride<{ dy: tf.TensorInfo; input: tf.TensorInfo }, Attrs> = {
  name: "MaxPoolGrad",
  unsupported: ({ dy, input }) => needsFloats(dy, input),
  run({ inputs: { dy, input }, attrs: { filterSize, strides, pad, dimRoundingMode }, heap }) {
    const shape = input.shape as [number, number, number, number];
    const info = tf.backend_util.computePool2DInfo(
      shape,
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    // tfjs forgets to tell gradients that the output's size was rounded up: dy knows.
    const [, outHeight, outWidth] = dy.shape as [number, number, number, number];
    const dx = heap.make(input.shape, "float32");
    heap.kernels.maxPoolGrad(
      heap.address(input),
      heap.address(dy),
      heap.address(dx),
      info.batchSize,
      info.inHeight,
      info.inWidth,
      info.inChannels,
      outHeight,
      outWidth,
      info.filterHeight,
      info.filterWidth,
      info.strideHeight,
      info.strideWidth,
      info.padInfo.top,
      info.padInfo.left,
    );
    return dx;
  },
};
