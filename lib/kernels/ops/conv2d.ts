import type { TensorInfo } from "@tensorflow/tfjs";
import type { Heap } from "../heap.ts";
import type { KernelOverride } from "../override.ts";
import {
  type Conv2DAttrs,
  conv2dInfo,
  needsPlainConv2D,
  paddedInput,
  paddedSize,
} from "./conv2d_info.ts";
import { needsFloats } from "./shapes.ts";

type Inputs = { x: TensorInfo; filter: TensorInfo };
type FusedInputs = Inputs & { bias?: TensorInfo; preluActivationWeights?: TensorInfo };
type FusedAttrs = Conv2DAttrs & { activation: string };

/** tfjs's Conv2D. */
export const conv2d: KernelOverride<Inputs, Conv2DAttrs> = {
  name: "Conv2D",
  unsupported: ({ x, filter }, attrs) => needsPlainConv2D(attrs) ?? needsFloats(x, filter),
  run: ({ inputs: { x, filter }, attrs, heap }) => convolve(heap, x, filter, null, attrs, false),
};

/** tfjs's FusedConv2D: convolution, bias and activation, as inference asks for it. */
export const fusedConv2d: KernelOverride<FusedInputs, FusedAttrs> = {
  name: "FusedConv2D",
  unsupported({ x, filter, bias, preluActivationWeights }, attrs) {
    if (preluActivationWeights || !["linear", "relu"].includes(attrs.activation)) {
      return `activation "linear" or "relu", got ${JSON.stringify(attrs.activation)}`;
    }
    if (bias && bias.shape.length !== 1) return `a bias of rank 1, got [${bias.shape}]`;
    return needsPlainConv2D(attrs) ?? needsFloats(x, filter, bias);
  },
  run: ({ inputs: { x, filter, bias }, attrs, heap }) =>
    convolve(heap, x, filter, bias ?? null, attrs, attrs.activation === "relu"),
};

/**
 * The convolution of `x` (b, h, w, c) with `filter` (kh, kw, c, o), plus a bias (o) if there is
 * one, then max(0, ·) if `relu`. Shape (b, h', w', o).
 */
export function convolve(
  heap: Heap,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  attrs: Conv2DAttrs,
  relu: boolean,
): TensorInfo {
  const info = conv2dInfo(x.shape, filter.shape, attrs);
  const { batchSize, inChannels, filterHeight, filterWidth, outChannels, outHeight, outWidth } =
    info;
  const taps = filterHeight * filterWidth * inChannels;
  const y = heap.make(info.outShape, "float32");
  const [room, scratch] = heap.scratch(paddedSize(info), taps + outChannels) as [number, number];
  const [from, height, width] = paddedInput(heap, x, info, room);
  const weights = heap.address(filter);
  heap.kernels.conv2d(
    from,
    weights,
    bias ? heap.address(bias) : 0,
    heap.address(y),
    batchSize,
    height,
    width,
    inChannels,
    filterHeight,
    filterWidth,
    outChannels,
    outHeight,
    outWidth,
    info.strideHeight,
    info.strideWidth,
    relu ? 1 : 0,
    // 0 · NaN is NaN: blank patches may be skipped only where the weights are finite.
    heap.kernels.isFinite(weights, taps * outChannels),
    scratch,
  );
  return y;
}
