import * as tf from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { needsFloats } from "./shapes.ts";

type Five = [number, number, number, number, number];
type Attrs = { strides: [number, number, number] | number; pad: "valid" | "same" };
type InputAttrs = Attrs & { inputShape: Five };
type FilterAttrs = Attrs & { filterShape: Five };

/**
 * tfjs's gradient of a 3-D convolution by its input, which is the transposed convolution too.
 * tfjs's own WASM kernel gives zeros where windows do not overlap.
 */
export const conv3dBackpropInput: KernelOverride<
  { dy: tf.TensorInfo; filter: tf.TensorInfo },
  InputAttrs
> = {
  name: "Conv3DBackpropInputV2",
  unsupported: ({ dy, filter }) => needsFloats(dy, filter),
  run({ inputs: { dy, filter }, attrs, heap }) {
    const dx = heap.make(attrs.inputShape, "float32");
    heap.kernels.conv3dBackpropInput(
      ...[heap.address(dy), heap.address(filter), heap.address(dx)] as const,
      ...sizesOf(attrs.inputShape, filter.shape as Five, attrs),
    );
    return dx;
  },
};

/**
 * tfjs's gradient of a 3-D convolution by its filter. tfjs's own WASM kernel looks at the wrong
 * places where the window moves by more than one.
 */
export const conv3dBackpropFilter: KernelOverride<
  { x: tf.TensorInfo; dy: tf.TensorInfo },
  FilterAttrs
> = {
  name: "Conv3DBackpropFilterV2",
  unsupported: ({ x, dy }) => needsFloats(x, dy),
  run({ inputs: { x, dy }, attrs, heap }) {
    const df = heap.make(attrs.filterShape, "float32");
    heap.kernels.conv3dBackpropFilter(
      ...[heap.address(x), heap.address(dy), heap.address(df)] as const,
      ...sizesOf(x.shape as Five, attrs.filterShape, attrs),
    );
    return df;
  },
};

/** The kernels' sizes, by tfjs. */
function sizesOf(xShape: Five, filterShape: Five, { strides, pad }: Attrs) {
  const info = tf.backend_util.computeConv3DInfo(xShape, filterShape, strides, 1, pad);
  return [
    ...[info.batchSize, info.inDepth, info.inHeight, info.inWidth, info.inChannels] as const,
    ...[info.filterDepth, info.filterHeight, info.filterWidth, info.outChannels] as const,
    ...[info.outDepth, info.outHeight, info.outWidth] as const,
    ...[info.strideDepth, info.strideHeight, info.strideWidth] as const,
    ...[info.padInfo.front, info.padInfo.top, info.padInfo.left] as const,
  ] as const;
}
