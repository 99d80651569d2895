import * as tf from "@tensorflow/tfjs";

type Attrs = { strides: [number, number, number] | number; pad: "valid" | "same" };

/**
 * The gradient of a transposed 3-D convolution, which tfjs lacks on every backend: a convolution of
 * the output's gradient, and its filter gradient with input and output in each other's place.
 */
export function registerConv3dTransposeGradient(): void {
  tf.registerGradient({
    kernelName: "Conv3DBackpropInputV2",
    inputsToSave: ["dy", "filter"],
    gradFunc: (dy, saved, attrs) => {
      const [x, filter] = saved as [tf.Tensor5D, tf.Tensor5D];
      const { strides, pad } = attrs as unknown as Attrs;
      const y = dy as tf.Tensor5D;
      return {
        dy: () => tf.conv3d(y, filter, strides, pad),
        filter: () =>
          tf.engine().runKernel("Conv3DBackpropFilterV2", { x: y, dy: x }, {
            strides,
            pad,
            filterShape: filter.shape,
          }) as tf.Tensor,
      };
    },
  });
}
