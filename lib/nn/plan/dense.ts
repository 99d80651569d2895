import { multiplyAt } from "../../kernels/mod.ts";
import { backwardThroughActivation } from "./activation.ts";
import { forwardProduct, matrix, turned } from "./matrix.ts";
import { allocateOutput, parametersOf, type PlanOp, type Site, sizeOf } from "./op.ts";

/**
 * `y = activation(x · w + bias)` of the last axis, at every place of the others; the softmax of a last
 * layer is left to the loss.
 */
export function denseOp(site: Site): PlanOp {
  const { heap, input, kind } = site;
  const output = allocateOutput(site);
  const n = site.shape.at(-1)!;
  const units = site.outputShape.at(-1)!;
  const rowsOf = (count: number) => count * sizeOf(site.shape) / n;
  const parameters = parametersOf(site);
  const [w, bias] = parameters;
  return {
    parameters,
    output,
    forward(count) {
      const at = { x: input.value, w: w!.value, bias: bias?.value, y: output.value };
      forwardProduct(heap, at, { rows: rowsOf(count), columns: n, units }, kind);
    },
    backward(count) {
      const rows = rowsOf(count);
      const dy = matrix(output.gradient, units);
      backwardThroughActivation(heap, output, bias?.gradient, kind, rows, units);
      multiplyAt(heap, turned(input.value, n), dy, w!.gradient, n, units, rows);
      if (!input.gradient) return;
      multiplyAt(heap, dy, turned(w!.value, units), input.gradient, rows, n, units);
    },
  };
}
