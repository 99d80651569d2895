import { multiplyAt } from "../../kernels/mod.ts";
import { backwardThroughActivation } from "./activation.ts";
import { allocateOutput, parametersOf, type PlanOp, type Site, sizeOf, zeros } from "./op.ts";

/** `y = activation(x · w + bias)`; the softmax of a last layer is left to the loss. */
export function denseOp(site: Site): PlanOp {
  const { heap, input, kind } = site;
  const output = allocateOutput(site);
  const { kernels } = heap;
  const n = sizeOf(site.shape);
  const units = site.outputShape[0]!;
  const relu = kind === 1;
  const parameters = parametersOf(site);
  const [w, bias] = parameters;
  const added = bias?.value ?? (relu ? zeros(site, units) : 0); // addBias brings the ReLU along
  return {
    parameters,
    output,
    forward(count) {
      const x = { address: input.value, row: n, column: 1 };
      multiplyAt(
        heap,
        x,
        { address: w!.value, row: units, column: 1 },
        output.value,
        count,
        units,
        n,
      );
      if (added) kernels.addBias(output.value, added, output.value, count, units, relu ? 1 : 0);
      if (kind > 1) kernels.activate(output.value, 0, output.value, count * units, kind);
    },
    backward(count) {
      const { gradient: dy } = output;
      backwardThroughActivation(heap, output, bias?.gradient, kind, count, units);
      const xTransposed = { address: input.value, row: 1, column: n };
      const dyMatrix = { address: dy, row: units, column: 1 };
      multiplyAt(heap, xTransposed, dyMatrix, w!.gradient, n, units, count);
      if (!input.gradient) return;
      const wTransposed = { address: w!.value, row: 1, column: units };
      multiplyAt(heap, dyMatrix, wTransposed, input.gradient, count, n, units);
    },
  };
}
