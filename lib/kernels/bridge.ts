import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

type Values = Exclude<Parameters<BackendWasm["write"]>[0], null>;

/**
 * A kernel of tfjs's JavaScript backend, run on copies of the WASM backend's tensors.
 *
 * Slow, as everything is copied twice and computed in JavaScript; said once for each kernel.
 *
 * @param kernelName tfjs's name of the kernel.
 * @param warn Gets the line that says so.
 * @returns The function to register for the WASM backend.
 */
export function bridgeTo(kernelName: string, warn: (text: string) => void): tf.KernelFunc {
  let said = false;
  return (params) => {
    if (!said) {
      warn(`${kernelName} runs in JavaScript, on copies: WASM has no kernel for this call`);
    }
    said = true;
    return onJavaScript(kernelName, params);
  };
}

function onJavaScript(
  kernelName: string,
  { inputs, attrs, backend }: Parameters<tf.KernelFunc>[0],
): tf.TensorInfo | tf.TensorInfo[] {
  const wasm = backend as BackendWasm;
  const cpu = tf.engine().findBackend("cpu");
  const copies = Object.entries(inputs).map(([name, tensor]) => {
    const copyOne = (from: tf.TensorInfo) => copy(from, wasm, cpu);
    return [name, Array.isArray(tensor) ? tensor.map(copyOne) : copyOne(tensor!)] as const;
  });
  const made = tf.getKernel(kernelName, "cpu").kernelFunc({
    inputs: Object.fromEntries(copies) as tf.NamedTensorInfoMap,
    attrs: attrs ?? {},
    backend: cpu,
  });
  const back = [made].flat().map((tensor) => copy(tensor, cpu, wasm));
  for (const tensor of [...copies.map(([, tensor]) => tensor), made].flat()) {
    cpu.disposeData(tensor.dataId);
  }
  return Array.isArray(made) ? back : back[0]!;
}

function copy(tensor: tf.TensorInfo, from: tf.KernelBackend, to: tf.KernelBackend): tf.TensorInfo {
  const read = from.readSync(tensor.dataId);
  // Some kernels of tfjs's keep whole numbers as floats, whose bytes would be other whole numbers.
  const values = tensor.dtype === "int32" ? Int32Array.from(read as Float32Array) : read;
  const dataId = to.write(values as Values, tensor.shape, tensor.dtype);
  return { dataId, shape: tensor.shape, dtype: tensor.dtype };
}
