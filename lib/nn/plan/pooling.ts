import * as tf from "@tensorflow/tfjs";
import { backwardThroughActivation } from "./activation.ts";
import { allocateOutput, type PlanOp, type Site } from "./op.ts";

/**
 * The maximum of every window; the gradient goes to the first place that holds it.
 *
 * Right above a convolution the gradient goes through activation and bias here, where there are fewer
 * values: the slope at a maximum is that of the window's value, and what is no maximum asks nothing.
 */
export function maxPoolingOp(site: Site): PlanOp {
  const { heap, input, layer, shape, batchSize, pooled } = site;
  const config = layer.getConfig();
  const info = tf.backend_util.computePool2DInfo(
    [batchSize, ...shape] as [number, number, number, number],
    config["poolSize"] as [number, number],
    config["strides"] as [number, number],
    1,
    config["padding"] as "valid" | "same",
  );
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo: { top, left } } = info;
  const output = allocateOutput(site);
  return {
    parameters: [],
    output,
    forward(count) {
      const from = [count, 1, inHeight, inWidth, inChannels, 1, outHeight, outWidth] as const;
      const window = [1, filterHeight, filterWidth, 1, strideHeight, strideWidth] as const;
      heap.kernels.maxPool3d(input.value, output.value, ...from, ...window, 0, top, left);
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
