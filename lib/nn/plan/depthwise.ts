import * as tf from "@tensorflow/tfjs";
import { multiplyAt } from "../../kernels/mod.ts";
import { backwardThroughActivation, forwardThroughActivation } from "./activation.ts";
import { forwardProduct, matrix, turned } from "./matrix.ts";
import { allocateOutput, parametersOf, type PlanOp, type Site, sizeOf, type Values } from "./op.ts";

/** A convolution with filters of their own for every channel, its bias and its activation. */
export function depthwiseOp(site: Site): PlanOp {
  const { heap, kind, outputShape } = site;
  const output = allocateOutput(site);
  const parameters = parametersOf(site);
  const [filter, bias] = parameters;
  const filters = depthwise(site, output);
  const channels = outputShape[2]!;
  const rowsOf = (count: number) => count * sizeOf(outputShape) / channels;
  return {
    parameters,
    output,
    forward(count) {
      filters.forward(count, filter!.value);
      forwardThroughActivation(heap, output.value, bias?.value, kind, rowsOf(count), channels);
    },
    backward(count) {
      backwardThroughActivation(heap, output, bias?.gradient, kind, rowsOf(count), channels);
      filters.backward(count, filter!);
    },
  };
}

/**
 * A depthwise convolution whose channels are then mixed at every place by one product; bias and
 * activation come behind.
 */
export function separableOp(site: Site): PlanOp {
  const { heap, layer, kind, outputShape, batchSize, allocate, training } = site;
  const output = allocateOutput(site);
  const parameters = parametersOf(site);
  const [filter, mix, bias] = parameters;
  const [, , mid, units] = layer.getWeights()[1]!.shape as [number, number, number, number];
  const places = sizeOf(outputShape) / units;
  const room = batchSize * places * mid;
  const between = { value: allocate(room), gradient: training ? allocate(room) : 0 };
  const filters = depthwise(site, between);
  return {
    parameters,
    output,
    forward(count) {
      filters.forward(count, filter!.value);
      const at = { x: between.value, w: mix!.value, bias: bias?.value, y: output.value };
      forwardProduct(heap, at, { rows: count * places, columns: mid, units }, kind);
    },
    backward(count) {
      const rows = count * places;
      backwardThroughActivation(heap, output, bias?.gradient, kind, rows, units);
      const dy = matrix(output.gradient, units);
      multiplyAt(heap, turned(between.value, mid), dy, mix!.gradient, mid, units, rows);
      multiplyAt(heap, dy, turned(mix!.value, units), between.gradient, rows, mid, units);
      filters.backward(count, filter!);
    },
  };
}

/** The filters alone: from a site's input to values as wide as channels × filters for each. */
function depthwise(site: Site, output: Values) {
  const { heap, input, layer, shape, batchSize, allocate, training } = site;
  const { kernels } = heap;
  const [height, width, inChannels, times] = layer.getWeights()[0]!.shape as [
    number,
    number,
    number,
    number,
  ];
  const config = layer.getConfig();
  const info = tf.backend_util.computeConv2DInfo(
    [batchSize, ...shape] as [number, number, number, number],
    [height, width, inChannels, times],
    config["strides"] as [number, number],
    (config["dilationRate"] ?? 1) as [number, number],
    config["padding"] as "valid" | "same",
    undefined,
    true,
  );
  const n = sizeOf(shape);
  // With several filters for a channel, each gets a copy of its own to work on.
  const copies = times > 1 ? allocate(batchSize * n * times) : 0;
  const copiesGradient = times > 1 && training && input.gradient
    ? allocate(batchSize * n * times)
    : 0;
  const sizes = (count: number) =>
    [
      ...[count, info.inHeight, info.inWidth, inChannels * times, info.outHeight, info.outWidth],
      ...[height, width, info.strideHeight, info.strideWidth],
      ...[info.dilationHeight, info.dilationWidth, info.padInfo.top, info.padInfo.left],
    ] as unknown as Sizes;
  return {
    forward(count: number, filter: number) {
      if (copies) kernels.repeatEach(input.value, copies, count * n, times);
      kernels.depthwiseConv2d(copies || input.value, filter, output.value, ...sizes(count));
    },
    backward(count: number, filter: Values) {
      const { gradient: dy } = output;
      const all = sizes(count);
      kernels.depthwiseBackpropFilter(copies || input.value, dy, filter.gradient, ...all);
      if (!input.gradient) return;
      const to = copiesGradient || input.gradient;
      kernels.depthwiseBackpropInput(dy, filter.value, to, ...all);
      if (copiesGradient) kernels.sumEach(to, input.gradient, count * n, times);
    },
  };
}

/** Batch, image, channels, output, filter, strides, dilation and padding. */
type Sizes = [
  ...[batch: number, inH: number, inW: number, channels: number, outH: number, outW: number],
  ...[kH: number, kW: number, strideH: number, strideW: number],
  ...[dilationH: number, dilationW: number, top: number, left: number],
];
