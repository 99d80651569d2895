import * as tf from "@tensorflow/tfjs";

/**
 * Lets tfjs's WebGPU backend add any number of tensors. Its own kernel gives each a buffer of one
 * program, and where a device has fewer of them leaves out the rest, without an error.
 *
 * @param most Tensors that one program may read.
 */
export function mendAddN(most: number): void {
  const stock = tf.getKernel("AddN", "webgpu");
  tf.unregisterKernel("AddN", "webgpu");
  tf.registerKernel({
    ...stock,
    kernelFunc: ({ inputs, backend }) => {
      const kernel = backend as tf.KernelBackend;
      const all = inputs as unknown as tf.TensorInfo[];
      const add = (some: tf.TensorInfo[]) => {
        const named = some as unknown as tf.NamedTensorInfoMap; // tfjs hands a list here
        return stock.kernelFunc({ inputs: named, backend }) as tf.TensorInfo;
      };
      let sum = add(all.slice(0, most));
      for (let at = most; at < all.length; at += most - 1) {
        const next = add([sum, ...all.slice(at, at + most - 1)]);
        kernel.disposeData(sum.dataId);
        sum = next;
      }
      return sum;
    },
  });
}
