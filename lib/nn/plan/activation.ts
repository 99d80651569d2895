import type * as tf from "@tensorflow/tfjs";
import type { Heap } from "../../kernels/mod.ts";
import type { Values } from "./op.ts";

/** The activations that kernels know, under their numbers (lib/kernels/assembly/activations.ts). */
const KINDS = [
  ...["linear", "relu", "tanh", "sigmoid", "hardSigmoid"],
  ...["elu", "selu", "softplus", "softsign", "relu6"],
];

/** The number of an activation; -1 where the kernels do not know it. */
export function activationKind(name: unknown, otherwise = "linear"): number {
  const spelt = String(name ?? otherwise).replace("hard_sigmoid", "hardSigmoid");
  return KINDS.indexOf(spelt);
}

/** Whether a layer's activation is one that the kernels know. */
export function hasKind(config: tf.serialization.ConfigDict): boolean {
  return activationKind(config["activation"]) >= 0;
}

/** What stands behind a product: the bias is added and the activation taken, in place. */
export function forwardThroughActivation(
  { kernels }: Heap,
  y: number,
  bias: number | undefined,
  kind: number,
  rows: number,
  columns: number,
): void {
  if (bias !== undefined) kernels.addBias(y, bias, y, rows, columns, kind === 1 ? 1 : 0);
  if (kind > 1 || kind === 1 && bias === undefined) {
    kernels.activate(y, 0, y, rows * columns, kind);
  }
}

/** The same backward: the bias's gradient, and the activation, turned back in place. */
export function backwardThroughActivation(
  { kernels }: Heap,
  { value: y, gradient: dy }: Values,
  biasGradient: number | undefined,
  kind: number,
  rows: number,
  columns: number,
): void {
  if (kind === 1 && biasGradient !== undefined) {
    kernels.reluGradBias(dy, y, dy, biasGradient, rows, columns);
    return;
  }
  if (kind === 1) kernels.reluGrad(dy, y, dy, rows * columns);
  else if (kind > 1) kernels.activateGrad(dy, 0, y, dy, rows * columns, kind);
  if (biasGradient !== undefined) kernels.columnSums(dy, biasGradient, rows, columns);
}
