import * as tf from "@tensorflow/tfjs";
import {
  conv2dAt,
  conv2dBackpropFilterAt,
  conv2dBackpropInputAt,
  type Conv2DInfo,
  winogradFilterAt,
  winogradMaximaAt,
} from "../../kernels/mod.ts";
import { backwardThroughActivation } from "./activation.ts";
import { asImage, asWindow } from "./image.ts";
import { allocateOutput, parametersOf, type PlanOp, type Site, sizeOf, type Values } from "./op.ts";

/** A convolution of images or sequences, its bias and its activation. */
export function convolutionOp(site: Site): PlanOp {
  const { heap, input, kind, isPooled, training, allocate } = site;
  const output = allocateOutput(site);
  const parameters = parametersOf(site);
  const [w, bias] = parameters;
  const whole = convolutionInfo(site);
  const u = training ? undefined : winogradFilterAt(heap, whole, w!.value, allocate);
  const infoOf = (count: number): Conv2DInfo => ({ ...whole, batchSize: count });
  let maxima: Values | undefined;
  let hasMaxima = false;
  const poolTo = (to: Values) => {
    maxima = to;
    return () => hasMaxima;
  };
  return {
    parameters,
    output,
    poolTo: u && kind <= 1 ? poolTo : undefined,
    forward(count) {
      const at = { x: input.value, w: w!.value, u, bias: bias?.value ?? 0, y: output.value };
      hasMaxima = u !== undefined && maxima !== undefined &&
        winogradMaximaAt(heap, infoOf(count), { ...at, u, y: maxima.value }, kind === 1);
      if (hasMaxima) return;
      conv2dAt(heap, infoOf(count), at, kind === 1);
      const n = count * sizeOf(site.outputShape);
      if (kind > 1) heap.kernels.activate(output.value, 0, output.value, n, kind);
    },
    backward(count) {
      const { gradient: dy } = output;
      const rows = count * whole.outHeight * whole.outWidth;
      if (!isPooled) {
        backwardThroughActivation(heap, output, bias?.gradient, kind, rows, whole.outChannels);
      }
      conv2dBackpropFilterAt(heap, infoOf(count), { x: input.value, dy, dw: w!.gradient });
      if (!input.gradient) return;
      const at = { dy, w: w!.value, dx: input.gradient };
      conv2dBackpropInputAt(heap, infoOf(count), at);
    },
  };
}

/** Sizes, strides and padding of the convolution at a site, for a whole batch. */
export function convolutionInfo({ layer, batchSize, shape }: Site): Conv2DInfo {
  const { strides, padding } = layer.getConfig() as {
    strides: number[];
    padding: "valid" | "same";
  };
  const filter = layer.getWeights()[0]!.shape;
  const [inChannels, outChannels] = filter.slice(-2) as [number, number];
  return tf.backend_util.computeConv2DInfo(
    [batchSize, ...asImage(shape)],
    [...asWindow(filter.slice(0, -2)), inChannels, outChannels],
    asWindow(strides),
    1,
    padding,
  );
}
