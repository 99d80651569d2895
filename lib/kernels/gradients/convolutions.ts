import * as tf from "@tensorflow/tfjs";
import type { Conv2DAttrs } from "../ops/conv2d_info.ts";
import { pairOf, stretch, unstretch } from "./dilated_filter.ts";

type Saved = [tf.Tensor4D, tf.Tensor4D];

/**
 * Gradients of 2-D convolutions with dilation, which tfjs refuses on every backend: those of the
 * convolution whose filter has zeros in between. Without dilation they are tfjs's own.
 */
export function registerConvolutionGradients(): void {
  replaceGradient("Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter");
  replaceGradient(
    "DepthwiseConv2dNative",
    "DepthwiseConv2dNativeBackpropInput",
    "DepthwiseConv2dNativeBackpropFilter",
  );
}

function replaceGradient(kernelName: string, byInput: string, byFilter: string): void {
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    kernelName,
    inputsToSave: ["x", "filter"],
    gradFunc: (dy, saved, attrs) => {
      const [x, filter] = saved as Saved;
      const { dilations, ...rest } = attrs as unknown as Conv2DAttrs;
      const by = pairOf(dilations);
      const run = (name: string, inputs: tf.NamedTensorMap, more: object) =>
        tf.engine().runKernel(name, inputs, { ...rest, dilations: 1, ...more }) as tf.Tensor4D;
      const wide = () => stretch(filter, by);
      return {
        x: () => run(byInput, { dy: dy as tf.Tensor, filter: wide() }, { inputShape: x.shape }),
        filter: () => {
          const filterShape = stretchedShape(filter.shape, by);
          return unstretch(run(byFilter, { x, dy: dy as tf.Tensor }, { filterShape }), by);
        },
      };
    },
  });
}

function stretchedShape([kH, kW, inC, outC]: number[], [tall, wide]: [number, number]): number[] {
  return [(kH! - 1) * tall + 1, (kW! - 1) * wide + 1, inC!, outC!];
}
