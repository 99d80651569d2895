import type * as tf from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { needsVolumes, type Pool3dAttrs, poolInfo } from "./pool3d_info.ts";
import { needsFloats } from "./shapes.ts";

/**
 * tfjs's MaxPool3D. tfjs's own WASM kernel starts at the smallest positive float, which it then
 * gives as the maximum of a window without positive values.
 */
export const maxPool3d: KernelOverride<{ x: tf.TensorInfo }, Pool3dAttrs> = {
  name: "MaxPool3D",
  unsupported: ({ x }, attrs) => needsVolumes(attrs) ?? needsFloats(x),
  run({ inputs: { x }, attrs, heap }) {
    const { outShape, sizes } = poolInfo(x.shape, attrs);
    const out = heap.make(outShape, "float32");
    heap.kernels.maxPool3d(heap.address(x), heap.address(out), ...sizes);
    return out;
  },
};

/** tfjs's MaxPool3DGrad, with the same mistake: no gradient for windows without positive values. */
export const maxPool3dGrad: KernelOverride<
  { dy: tf.TensorInfo; input: tf.TensorInfo },
  Pool3dAttrs
> = {
  name: "MaxPool3DGrad",
  unsupported: ({ dy, input }, attrs) => needsVolumes(attrs) ?? needsFloats(dy, input),
  run({ inputs: { dy, input }, attrs, heap }) {
    const { sizes } = poolInfo(input.shape, attrs, dy.shape);
    const dx = heap.make(input.shape, "float32");
    heap.kernels.maxPool3dGrad(
      heap.address(input),
      heap.address(dy),
      heap.address(dx),
      ...sizes,
    );
    return dx;
  },
};
