import type * as tf from "@tensorflow/tfjs";
import { activationKind } from "./activation.ts";
import { allocateOutput, type PlanOp, type Site, sizeOf } from "./op.ts";

/** An activation that is a layer of its own: Activation, ReLU or ELU. */
export function activationOp(site: Site): PlanOp {
  const { heap: { kernels }, input, shape, layer } = site;
  const kind = activationKind(activationOfLayer(layer));
  const output = allocateOutput(site);
  const n = sizeOf(shape);
  return {
    parameters: [],
    output,
    forward: (count) => kernels.activate(input.value, 0, output.value, count * n, kind),
    backward(count) {
      const { gradient: dy, value: y } = output;
      if (input.gradient) kernels.activateGrad(dy, 0, y, input.gradient, count * n, kind);
    },
  };
}

/** A ReLU that is not flat below 0. */
export function leakyReluOp(site: Site): PlanOp {
  const { heap: { kernels }, input, shape, layer } = site;
  const alpha = layer.getConfig()["alpha"] as number;
  const output = allocateOutput(site);
  const n = sizeOf(shape);
  return {
    parameters: [],
    output,
    forward: (count) => kernels.leakyRelu(input.value, output.value, count * n, alpha),
    backward(count) {
      const { value: x, gradient: dx } = input;
      if (dx) kernels.leakyReluGrad(output.gradient, x, dx, count * n, alpha);
    },
  };
}

/** The name of the activation that a layer is; undefined for one that is something else. */
export function activationOfLayer(layer: tf.layers.Layer): string | undefined {
  const kind = layer.getClassName();
  if (kind === "Activation") return String(layer.getConfig()["activation"]);
  return kind === "ReLU" || kind === "ELU" ? kind.toLowerCase() : undefined;
}
