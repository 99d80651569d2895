import * as tf from "@tensorflow/tfjs";
import type { Conv2DAttrs } from "../ops/conv2d_info.ts";
import { pairOf, stretch, unstretch } from "./dilated_filter.ts";

/** tfjs's kernels of a convolution's two gradients. */
type Kernels = { byInput: string; byFilter: string };

/** What a convolution was computed from. */
type Call = { x: tf.Tensor4D; filter: tf.Tensor4D; attrs: Conv2DAttrs };

const PLAIN: Kernels = { byInput: "Conv2DBackpropInput", byFilter: "Conv2DBackpropFilter" };
const DEPTHWISE: Kernels = {
  byInput: "DepthwiseConv2dNativeBackpropInput",
  byFilter: "DepthwiseConv2dNativeBackpropFilter",
};

/**
 * Gradients of 2-D convolutions with dilation, which tfjs refuses on every backend: those of the
 * convolution whose filter has zeros in between. Without dilation they are tfjs's own. And of the
 * gradient by the filter, which has none in tfjs: so gradients of gradients work.
 */
export function registerConvolutionGradients(): void {
  replaceGradient("Conv2D", PLAIN);
  replaceGradient("DepthwiseConv2dNative", DEPTHWISE);
  tf.registerGradient({
    kernelName: PLAIN.byFilter,
    inputsToSave: ["x", "dy"],
    gradFunc: (ddw, saved, attrs) => {
      const [x, dy] = saved as [tf.Tensor4D, tf.Tensor4D];
      const call = { x, filter: ddw as tf.Tensor4D, attrs: attrs as unknown as Conv2DAttrs };
      return {
        x: () => byInput(call, dy),
        dy: () =>
          tf.engine().runKernel("Conv2D", { x, filter: call.filter }, {
            ...attrs,
            dilations: 1,
          }) as tf.Tensor,
      };
    },
  });
}

function replaceGradient(kernelName: string, kernels: Kernels): void {
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    kernelName,
    inputsToSave: ["x", "filter"],
    gradFunc: (dy, saved, attrs) => {
      const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
      const call = { x, filter, attrs: attrs as unknown as Conv2DAttrs };
      return {
        x: () => byInput(call, dy as tf.Tensor4D, kernels),
        filter: () => byFilter(call, dy as tf.Tensor4D, kernels),
      };
    },
  });
}

/** The gradient of a 2-D convolution by its input, dilated or not. */
export function byInput({ x, filter, attrs }: Call, dy: tf.Tensor4D, kernels = PLAIN): tf.Tensor {
  const { dilations, ...rest } = attrs;
  const inputs = { dy, filter: stretch(filter, pairOf(dilations)) };
  const more = { ...rest, dilations: 1, inputShape: x.shape };
  return tf.engine().runKernel(kernels.byInput, inputs, more);
}

/** The gradient of a 2-D convolution by its filter, dilated or not. */
export function byFilter({ x, filter, attrs }: Call, dy: tf.Tensor4D, kernels = PLAIN): tf.Tensor {
  const { dilations, ...rest } = attrs;
  const by = pairOf(dilations);
  const more = { ...rest, dilations: 1, filterShape: stretchedShape(filter.shape, by) };
  const wide = tf.engine().runKernel(kernels.byFilter, { x, dy }, more);
  return unstretch(wide as tf.Tensor4D, by);
}

function stretchedShape([kH, kW, inC, outC]: number[], [tall, wide]: [number, number]): number[] {
  return [(kH! - 1) * tall + 1, (kW! - 1) * wide + 1, inC!, outC!];
}
