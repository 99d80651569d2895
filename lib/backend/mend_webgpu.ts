import * as tf from "@tensorflow/tfjs";

let mended = false;

/**
 * Puts kernels in front of two of tfjs's WebGPU backend that give wrong values without an error.
 *
 * - `AddN` gives each tensor a buffer of one program, and leaves out those that a device has no
 *   buffer for. Here some are added at a time.
 * - `Cast` of whole numbers and of yes and no to floats changes the name of the type alone. Programs
 *   that move values, such as a transposition's, then do not compile, and all that was asked of the
 *   GPU since is lost: a masked LSTM's states are 0. Here the values become floats.
 *
 * @param mostTensors How many tensors one program may read.
 */
export function mendWebGpu(mostTensors: number): void {
  if (mended) return;
  mended = true;
  replace("AddN", (stock) => addNBy(mostTensors, stock));
  replace("Cast", castBy);
}

function replace(kernelName: string, by: (stock: tf.KernelFunc) => tf.KernelFunc): void {
  const stock = tf.getKernel(kernelName, "webgpu");
  tf.unregisterKernel(kernelName, "webgpu");
  tf.registerKernel({ ...stock, kernelFunc: by(stock.kernelFunc) });
}

function addNBy(most: number, stock: tf.KernelFunc): tf.KernelFunc {
  return ({ inputs, backend }) => {
    const all = inputs as unknown as tf.TensorInfo[]; // tfjs hands a list here
    const add = (some: tf.TensorInfo[]) =>
      stock({ inputs: some as unknown as tf.NamedTensorInfoMap, backend }) as tf.TensorInfo;
    let sum = add(all.slice(0, most));
    for (let at = most; at < all.length; at += most - 1) {
      const next = add([sum, ...all.slice(at, at + most - 1)]);
      (backend as tf.KernelBackend).disposeData(sum.dataId);
      sum = next;
    }
    return sum;
  };
}

function castBy(stock: tf.KernelFunc): tf.KernelFunc {
  return (params) => {
    const { inputs, attrs, backend } = params;
    const { x } = inputs as { x: tf.TensorInfo };
    const isRenamed = attrs!.dtype === "float32" && (x.dtype === "int32" || x.dtype === "bool");
    if (!isRenamed) return stock(params);
    const kernel = backend as tf.KernelBackend;
    const dataId = kernel.write(Float32Array.of(1), [], "float32");
    const one = { dataId, shape: [], dtype: "float32" as const };
    const multiply = tf.getKernel("Multiply", "webgpu").kernelFunc;
    const product = multiply({ inputs: { a: x, b: one }, backend });
    kernel.disposeData(dataId);
    return product;
  };
}
