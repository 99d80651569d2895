import { activationKind } from "./activation.ts";
import { allocateOutput, type PlanOp, type Site, sizeOf } from "./op.ts";

/** An activation that is a layer of its own: Activation, ReLU or ELU. */
export function activationOp(site: Site): PlanOp {
  const { heap: { kernels }, input, shape, layer } = site;
  const kind = kindOfLayer(layer.getClassName(), layer.getConfig()["activation"]);
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

/** ReLU and ELU are classes of layers and names of activations. */
function kindOfLayer(kind: string, activation: unknown): number {
  return activationKind(kind === "Activation" ? activation : kind.toLowerCase());
}
