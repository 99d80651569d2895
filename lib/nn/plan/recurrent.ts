import { multiplyAt } from "../../kernels/mod.ts";
import { CELLS } from "./cells.ts";
import { matrix, turned } from "./matrix.ts";
import { allocateOutput, parametersOf, type PlanOp, type Site, type Values } from "./op.ts";

/**
 * An LSTM, GRU or SimpleRNN: one product for the inputs of all steps, then a kernel that goes through
 * time. Backward another one turns the gates into gradients, and all weights get theirs by one product
 * each. Of an embedding the products take the rows that the batch asks for, each once.
 */
export function recurrentOp(site: Site): PlanOp {
  const { heap, layer, shape, batchSize, allocate, asked } = site;
  const { kernels } = heap;
  const [steps, features] = shape as [number, number];
  const { units } = layer.getConfig() as { units: number };
  const { parts, create } = CELLS[layer.getClassName()]!;
  const width = parts * units; // of all gates
  const parameters = parametersOf(site);
  const [w, , bias] = parameters;
  const output = allocateOutput(site);
  const input = inputOf(site);
  const x = allocate(input.most * width); // the product of the inputs, and later what is asked of it
  const gates = !asked ? 0 : input.ids ? allocate(batchSize * steps * width) : x;
  const cell = create({ ...site, units, steps, x, gates, ids: input.ids, output, parameters });

  return {
    parameters,
    output,
    forward(count) {
      const rows = input.count(count);
      const [a, b] = [matrix(input.value, features), matrix(w!.value, width)];
      const ending = { bias: bias?.value ?? 0, relu: false };
      multiplyAt(heap, a, b, x, rows, width, features, ending);
      cell.forward(count);
    },
    backward(count) {
      cell.backward(count);
      const rows = input.count(count);
      if (input.ids) kernels.segmentSum(gates, input.ids, x, count * steps, width, rows);
      const [a, dx] = [turned(input.value, features), matrix(x, width)];
      multiplyAt(heap, a, dx, w!.gradient, features, width, rows);
      if (bias) kernels.columnSums(x, bias.gradient, rows, width);
      if (!input.gradient) return;
      multiplyAt(heap, dx, turned(w!.value, width), input.gradient, rows, features, width);
    },
  };
}

/** The rows that go into the product: an embedding's own, or one a step. */
type Rows = Values & { most: number; count(examples: number): number; ids: number };

function inputOf({ input, shape, batchSize }: Site): Rows {
  const [steps, features] = shape as [number, number];
  const most = batchSize * steps;
  const whole = { ...input, most, count: (examples: number) => examples * steps, ids: 0 };
  return input.pick?.(features) ?? whole;
}
