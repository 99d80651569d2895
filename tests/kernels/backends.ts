import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";

/** A tensor's shape and values. */
export type Values = { shape: number[]; values: Float32Array };

/** Computes tensors on the WASM backend with our kernels. `make` makes its own inputs. */
export function onWasm(make: () => tf.Tensor[]): Promise<Values[]> {
  return on("wasm", make);
}

/** Computes the same on tfjs's backend in plain JavaScript. */
export function onCpu(make: () => tf.Tensor[]): Promise<Values[]> {
  return on("cpu", make);
}

async function on(name: "wasm" | "cpu", make: () => tf.Tensor[]): Promise<Values[]> {
  await useBackend(name);
  const made = tf.tidy(make);
  const values = made.map((tensor) => ({
    shape: tensor.shape,
    values: Float32Array.from(tensor.dataSync()),
  }));
  tf.dispose(made);
  await useBackend("wasm");
  return values;
}

/** The gradients of f by its inputs at `dy`, and the value of f before them. */
export function valueAndGradients(
  f: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
  dy: (shape: number[]) => tf.Tensor,
): tf.Tensor[] {
  const y = f(...inputs);
  return [y, ...tf.grads(f)(inputs, dy(y.shape))];
}
