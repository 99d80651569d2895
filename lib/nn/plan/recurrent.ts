import { multiplyAt } from "../../kernels/mod.ts";
import { CELLS } from "./cells.ts";
import { matrix, turned } from "./matrix.ts";
import {
  allocateOutput,
  parametersOf,
  type PickedRows,
  type PlanOp,
  type Site,
  type Values,
} from "./op.ts";

/**
 * An LSTM, GRU or SimpleRNN: one product for the inputs of all steps, then a kernel that goes through
 * time. Backward another one turns the gates into gradients, and all weights get theirs by one product
 * each. Of an embedding the products take the rows that the batch asks for, each once; and where nothing
 * is kept for gradients, the padding that examples begin with is gone through once for all of them.
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
  const padding = input.blanks && !asked ? allocate(steps) : 0; // an example of nothing else
  let [padded, isKnown] = [0, false];

  /** Where it says how many steps of each example are left out; 0: of none. */
  function leftOut(count: number): number {
    if (!padding) return 0;
    if (isKnown) return input.blanks;
    const { buffer } = heap.floats(input.blanks, count);
    padded += new Int32Array(buffer, input.blanks, count).reduce((sum, blanks) => sum + blanks, 0);
    if (padded < steps) return 0; // not yet as many as the padding's states cost
    new Int32Array(buffer, padding, steps).fill(input.blank());
    cell.followPadding(padding);
    isKnown = true;
    return input.blanks;
  }

  return {
    parameters,
    output,
    forward(count) {
      const rows = input.count(count);
      const [a, b] = [matrix(input.value, features), matrix(w!.value, width)];
      const ending = { bias: bias?.value ?? 0, relu: false };
      multiplyAt(heap, a, b, x, rows, width, features, ending);
      cell.forward(count, leftOut(count));
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
type Rows = Values & Pick<PickedRows, "most" | "ids" | "blanks" | "blank"> & {
  count(examples: number): number;
};

function inputOf({ input, shape, batchSize }: Site): Rows {
  const [steps, features] = shape as [number, number];
  const most = batchSize * steps;
  const count = (examples: number) => examples * steps;
  return input.pick?.(features) ?? { ...input, most, count, ids: 0, blanks: 0, blank: () => 0 };
}
