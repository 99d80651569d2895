import * as tf from "@tensorflow/tfjs";
import type { Heap } from "../heap.ts";
import type { KernelOverride } from "../override.ts";
import { type Conv2DAttrs, needsChannelsLast } from "./conv2d_info.ts";
import { needsFloats, sizeOf } from "./shapes.ts";

type FilterAttrs = Conv2DAttrs & { filterShape: number[] };
type InputAttrs = Conv2DAttrs & { inputShape: number[] };

/**
 * tfjs's DepthwiseConv2dNative. tfjs's own WASM kernel goes wrong where windows of "same" padding
 * lie further apart than they are large.
 */
export const depthwiseConv2d: KernelOverride<
  { x: tf.TensorInfo; filter: tf.TensorInfo },
  Conv2DAttrs
> = {
  name: "DepthwiseConv2dNative",
  unsupported: ({ x, filter }, attrs) => needsChannelsLast(attrs) ?? needsFloats(x, filter),
  run({ inputs: { x, filter }, attrs, heap }) {
    const { inC, times, sizes } = depthwiseInfo(x.shape, filter.shape, attrs);
    const channels = inC * times;
    const y = heap.make([sizes.batch, sizes.outH, sizes.outW, channels], "float32");
    const from = repeated(heap, x, times);
    run(heap.kernels.depthwiseConv2d, from, heap.address(filter), heap.address(y), {
      ...sizes,
      channels,
    });
    return y;
  },
};

/** tfjs's gradient of a depthwise convolution by its filter. Not in tfjs's WASM. */
export const depthwiseBackpropFilter: KernelOverride<
  { x: tf.TensorInfo; dy: tf.TensorInfo },
  FilterAttrs
> = {
  name: "DepthwiseConv2dNativeBackpropFilter",
  unsupported: ({ x, dy }, attrs) => needsChannelsLast(attrs) ?? needsFloats(x, dy),
  run({ inputs: { x, dy }, attrs, heap }) {
    const { inC, times, sizes } = depthwiseInfo(x.shape, attrs.filterShape, attrs, dy.shape);
    const df = heap.make(attrs.filterShape, "float32");
    const channels = inC * times;
    const from = repeated(heap, x, times);
    run(heap.kernels.depthwiseBackpropFilter, from, heap.address(dy), heap.address(df), {
      ...sizes,
      channels,
    });
    return df;
  },
};

/** tfjs's gradient of a depthwise convolution by its input. Not in tfjs's WASM. */
export const depthwiseBackpropInput: KernelOverride<
  { dy: tf.TensorInfo; filter: tf.TensorInfo },
  InputAttrs
> = {
  name: "DepthwiseConv2dNativeBackpropInput",
  unsupported: ({ dy, filter }, attrs) => needsChannelsLast(attrs) ?? needsFloats(dy, filter),
  run({ inputs: { dy, filter }, attrs, heap }) {
    const { inC, times, sizes } = depthwiseInfo(attrs.inputShape, filter.shape, attrs, dy.shape);
    const dx = heap.make(attrs.inputShape, "float32");
    const pixels = sizeOf(attrs.inputShape);
    const to = times > 1 ? heap.scratch(pixels * times)[0]! : heap.address(dx);
    const channels = inC * times;
    run(heap.kernels.depthwiseBackpropInput, heap.address(dy), heap.address(filter), to, {
      ...sizes,
      channels,
    });
    if (times > 1) heap.kernels.sumEach(to, heap.address(dx), pixels, times);
    return dx;
  },
};

/** Where x lies with each channel `times` times, as many as there are filters for it. */
function repeated(heap: Heap, x: tf.TensorInfo, times: number): number {
  if (times === 1) return heap.address(x);
  const pixels = sizeOf(x.shape);
  const [copies] = heap.scratch(pixels * times) as [number];
  heap.kernels.repeatEach(heap.address(x), copies, pixels, times);
  return copies;
}

type Sizes = ReturnType<typeof depthwiseInfo>["sizes"] & { channels: number };
type Kernel = Heap["kernels"]["depthwiseBackpropInput"];

function run(kernel: Kernel, a: number, b: number, to: number, s: Sizes): void {
  kernel(
    ...[a, b, to, s.batch, s.inH, s.inW, s.channels, s.outH, s.outW, s.kH, s.kW] as const,
    ...[s.strideH, s.strideW, s.dilationH, s.dilationW, s.top, s.left] as const,
  );
}

/**
 * The sizes by tfjs; for a gradient the output's by dy, as tfjs forgets to tell how it was rounded.
 */
function depthwiseInfo(
  xShape: number[],
  filterShape: number[],
  { strides, dilations, pad, dimRoundingMode }: Conv2DAttrs,
  dyShape?: number[],
) {
  const info = tf.backend_util.computeConv2DInfo(
    xShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
  );
  const sizes = {
    batch: info.batchSize,
    inH: info.inHeight,
    inW: info.inWidth,
    outH: dyShape?.[1] ?? info.outHeight,
    outW: dyShape?.[2] ?? info.outWidth,
    kH: info.filterHeight,
    kW: info.filterWidth,
    strideH: info.strideHeight,
    strideW: info.strideWidth,
    dilationH: info.dilationHeight,
    dilationW: info.dilationWidth,
    top: info.padInfo.top,
    left: info.padInfo.left,
  };
  return { inC: info.inChannels, times: filterShape[3]!, sizes };
}
