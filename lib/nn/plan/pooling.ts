import * as tf from "@tensorflow/tfjs";
import { backwardThroughActivation } from "./activation.ts";
import { asImage, asWindow } from "./image.ts";
import { allocateOutput, type PlanOp, type Site } from "./op.ts";

/**
 * The maximum of every window; the gradient goes to the first place that holds it. Outside of training
 * the convolution right below may take windows of two by two over.
 *
 * Right above a convolution the gradient goes through activation and bias here, where there are fewer
 * values: the slope at a maximum is that of the window's value, and what is no maximum asks nothing.
 */
export function maxPoolingOp(site: Site): PlanOp {
  const { heap, input, pooled } = site;
  const pool = windowsOf(site);
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = pool;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo: { top, left } } = pool;
  const output = allocateOutput(site);
  const hasMaxima = isTwoByTwo(pool) ? pooled?.op.poolTo?.(output) : undefined;
  return {
    parameters: [],
    output,
    forward(count) {
      if (hasMaxima?.()) return;
      heap.kernels.maxPool3d(input.value, output.value, ...asVolume(pool, count));
    },
    backward(count) {
      if (!input.gradient) return;
      if (pooled) {
        const bias = pooled.op.parameters[1]?.gradient;
        const rows = count * outHeight * outWidth;
        backwardThroughActivation(heap, output, bias, pooled.kind, rows, inChannels);
      }
      const from = [count, inHeight, inWidth, inChannels, outHeight, outWidth] as const;
      const window = [filterHeight, filterWidth, strideHeight, strideWidth, top, left] as const;
      const { value: x, gradient: dx } = input;
      heap.kernels.maxPoolGrad(x, output.gradient, dx, ...from, ...window);
    },
  };
}

/** Whether windows are whole pairs of rows and columns, one right behind the other. */
function isTwoByTwo(pool: tf.backend_util.Conv2DInfo): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth } = pool;
  const { inHeight, inWidth, outHeight, outWidth } = pool;
  return [filterHeight, filterWidth, strideHeight, strideWidth].every((length) => length === 2) &&
    outHeight === inHeight >> 1 && outWidth === inWidth >> 1;
}

/** The mean of every window, or of whole images. Padded places do not count. */
export function averagePoolingOp(site: Site): PlanOp {
  const { heap: { kernels }, input } = site;
  const pool = windowsOf(site);
  const output = allocateOutput(site);
  return {
    parameters: [],
    output,
    forward: (count) => kernels.avgPool3d(input.value, output.value, ...asVolume(pool, count)),
    backward(count) {
      if (!input.gradient) return;
      kernels.avgPool3dGrad(output.gradient, input.gradient, ...asVolume(pool, count));
    },
  };
}

/** The maximum of whole images; the gradient goes to every place that holds it, as tfjs has it. */
export function globalMaxPoolingOp(site: Site): PlanOp {
  const { heap: { kernels }, input } = site;
  const pool = windowsOf(site);
  const output = allocateOutput(site);
  return {
    parameters: [],
    output,
    forward: (count) => kernels.maxPool3d(input.value, output.value, ...asVolume(pool, count)),
    backward(count) {
      const { value: x, gradient: dx } = input;
      if (!dx) return;
      const { value: y, gradient: dy } = output;
      kernels.globalMaxGrad(x, y, dy, dx, count, pool.inHeight * pool.inWidth, pool.inChannels);
    },
  };
}

/** The windows of a pooling layer; one without sizes pools whole images. */
function windowsOf({ layer, shape, batchSize }: Site): tf.backend_util.Conv2DInfo {
  const image = asImage(shape);
  const whole = { poolSize: image.slice(0, 2), strides: [1, 1], padding: "valid" };
  const { poolSize, strides, padding } = { ...whole, ...layer.getConfig() };
  return tf.backend_util.computePool2DInfo(
    [batchSize, ...image],
    asWindow(poolSize),
    asWindow(strides),
    1,
    padding as "valid" | "same",
  );
}

/** The same as kernels for volumes take it: volumes one deep. */
function asVolume(pool: tf.backend_util.Conv2DInfo, count: number): Volume {
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = pool;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo: { top, left } } = pool;
  return [
    ...[count, 1, inHeight, inWidth, inChannels, 1, outHeight, outWidth],
    ...[1, filterHeight, filterWidth, 1, strideHeight, strideWidth, 0, top, left],
  ] as unknown as Volume;
}

/** Batch, input, output, window, step and padding. */
type Volume = [
  ...[batch: number, inD: number, inH: number, inW: number, channels: number],
  ...[outD: number, outH: number, outW: number, kD: number, kH: number, kW: number],
  ...[strideD: number, strideH: number, strideW: number],
  ...[front: number, top: number, left: number],
];
