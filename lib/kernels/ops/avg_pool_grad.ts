import * as tf from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { needsVolumes, type Pool3dAttrs, poolInfo } from "./pool3d_info.ts";
import { needsFloats } from "./shapes.ts";

type Inputs = { dy: tf.TensorInfo; input: tf.TensorInfo };
type Pair = [number, number] | number;
type Attrs2d = Omit<Pool3dAttrs, "filterSize" | "strides"> & { filterSize: Pair; strides: Pair };

/**
 * tfjs's AvgPool3DGrad. tfjs's own divides by the window's size also where a part of the window is
 * padding, which its average leaves out: too small a gradient at the edges, on every backend.
 */
export const avgPool3dGrad: KernelOverride<Inputs, Pool3dAttrs> = {
  name: "AvgPool3DGrad",
  unsupported: ({ dy, input }, attrs) => needsVolumes(attrs) ?? needsFloats(dy, input),
  run({ inputs: { dy, input }, attrs, heap }) {
    const { sizes } = poolInfo(input.shape, attrs, dy.shape);
    const dx = heap.make(input.shape, "float32");
    heap.kernels.avgPool3dGrad(heap.address(dy), heap.address(dx), ...sizes);
    return dx;
  },
};

/** tfjs's AvgPoolGrad, with the same mistake; images are volumes of depth 1. */
export const avgPoolGrad: KernelOverride<Inputs, Attrs2d> = {
  name: "AvgPoolGrad",
  unsupported: ({ dy, input }) => needsFloats(dy, input),
  run({ inputs: { dy, input }, attrs, heap }) {
    const { filterSize, strides, pad, dimRoundingMode } = attrs;
    const info = tf.backend_util.computePool2DInfo(
      input.shape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const dx = heap.make(input.shape, "float32");
    heap.kernels.avgPool3dGrad(
      ...[heap.address(dy), heap.address(dx), info.batchSize] as const,
      ...[1, info.inHeight, info.inWidth, info.inChannels] as const,
      // tfjs forgets to tell gradients that the output's size was rounded up: dy knows.
      ...[1, dy.shape[1]!, dy.shape[2]!] as const,
      ...[1, info.filterHeight, info.filterWidth, 1, info.strideHeight, info.strideWidth] as const,
      ...[0, info.padInfo.top, info.padInfo.left] as const,
    );
    return dx;
  },
};
