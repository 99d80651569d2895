import * as tf from "@tensorflow/tfjs";
import type { Conv2DInfo } from "../conv2d_at.ts";

/** Attributes that tfjs hands to a 2-D convolution and to its gradients. */
export type Conv2DAttrs = {
  strides: [number, number] | number;
  pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  dataFormat: "NHWC" | "NCHW";
  dilations?: [number, number] | number;
  dimRoundingMode?: "floor" | "round" | "ceil";
};

/** Null if layout, dilation and padding are ones our convolutions take, else what is needed. */
export function needsPlainConv2D(attrs: Conv2DAttrs): string | null {
  const needed = needsChannelsLast(attrs);
  if (needed) return needed;
  const dilations = [attrs.dilations ?? 1].flat();
  if (dilations.some((d) => d !== 1)) return `dilations of 1, got [${dilations}]`;
  const pads = [attrs.pad].flat(2).filter((pad) => typeof pad === "number");
  const whole = pads.every((pad) => Number.isInteger(pad) && pad >= 0);
  return whole ? null : `padding in whole numbers of 0 or more, got [${pads}]`;
}

/** Null if channels are the last axis, else what is needed. */
export function needsChannelsLast({ dataFormat }: Conv2DAttrs): string | null {
  if (!dataFormat || dataFormat === "NHWC") return null;
  return `dataFormat "NHWC", got ${JSON.stringify(dataFormat)}`;
}

/**
 * Sizes, strides and padding of a convolution, worked out by tfjs. For a gradient, `dyShape` is what
 * the output's size was: tfjs forgets to tell gradients that it was rounded up.
 */
export function conv2dInfo(
  xShape: number[],
  filterShape: number[],
  attrs: Conv2DAttrs,
  dyShape?: number[],
): Conv2DInfo {
  const info = tf.backend_util.computeConv2DInfo(
    xShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
  );
  return dyShape ? { ...info, outHeight: dyShape[1]!, outWidth: dyShape[2]! } : info;
}
