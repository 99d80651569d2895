import * as tf from "@tensorflow/tfjs";
import type { Heap } from "../heap.ts";

/** Attributes that tfjs hands to a 2-D convolution and to its gradients. */
export type Conv2DAttrs = {
  strides: [number, number] | number;
  pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  dataFormat: "NHWC" | "NCHW";
  dilations?: [number, number] | number;
  dimRoundingMode?: "floor" | "round" | "ceil";
};

/** Null if the layout and the dilation are ones our convolutions take, else what is needed. */
export function needsPlainConv2D(attrs: Conv2DAttrs): string | null {
  if (attrs.dataFormat && attrs.dataFormat !== "NHWC") {
    return `dataFormat "NHWC", got ${JSON.stringify(attrs.dataFormat)}`;
  }
  const dilations = [attrs.dilations ?? 1].flat();
  return dilations.every((d) => d === 1) ? null : `dilations of 1, got [${dilations}]`;
}

/** Sizes, strides and padding of a convolution, worked out by tfjs. */
export function conv2dInfo(
  xShape: number[],
  filterShape: number[],
  attrs: Conv2DAttrs,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    xShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
  );
}

/** Floats that `paddedInput` writes: 0 where nothing has to be padded. */
export function paddedSize(info: tf.backend_util.Conv2DInfo): number {
  const [height, width] = paddedShape(info);
  if (height === info.inHeight && width === info.inWidth) return 0;
  return info.batchSize * height * width * info.inChannels;
}

/** The input with its padding written out as zeros: where it lies, its height and its width. */
export function paddedInput(
  heap: Heap,
  x: tf.TensorInfo,
  info: tf.backend_util.Conv2DInfo,
  room: number,
): [address: number, height: number, width: number] {
  const [height, width] = paddedShape(info);
  const from = heap.address(x);
  if (paddedSize(info) === 0) return [from, height, width];
  const { batchSize, inHeight, inWidth, inChannels, padInfo } = info;
  heap.kernels.pad(
    from,
    room,
    batchSize,
    inHeight,
    inWidth,
    inChannels,
    height,
    width,
    padInfo.top,
    padInfo.left,
    1,
    1,
  );
  return [room, height, width];
}

function paddedShape({ inHeight, inWidth, padInfo }: tf.backend_util.Conv2DInfo): [number, number] {
  return [inHeight + padInfo.top + padInfo.bottom, inWidth + padInfo.left + padInfo.right];
}
