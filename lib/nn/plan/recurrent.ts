import { multiplyAt } from "../../kernels/mod.ts";
import { CELLS } from "./cells.ts";
import { allocateOutput, parametersOf, type PlanOp, type Site, zeros } from "./op.ts";
import { createTimeMajor } from "./time_major.ts";

/**
 * An LSTM, GRU or SimpleRNN: one product for the input of all steps, then step by step the product
 * with the state and the cell. Backward the cells turn their gates into gradients, and all weights
 * get theirs by one product each.
 */
export function recurrentOp(site: Site): PlanOp {
  const { heap, input, layer, shape, batchSize, allocate, training } = site;
  const { kernels } = heap;
  const [steps, features] = shape as [number, number];
  const { units, returnSequences } = layer.getConfig() as {
    units: number;
    returnSequences: boolean;
  };
  const create = CELLS[layer.getClassName()]!;
  const { parts, hasOwnProduct } = create;
  const width = parts * units; // of all gates
  const parameters = parametersOf(site);
  const [w, r, bias] = parameters;
  const output = allocateOutput(site);
  const all = steps * batchSize;
  const time = createTimeMajor(site, steps);
  const room = (count: number) => training ? allocate(count) : 0;

  const x = allocate(all * features);
  const z = allocate(all * width);
  const h = allocate((steps + 1) * batchSize * units); // the states, from the start's zeros on
  const product = allocate((hasOwnProduct ? all : batchSize) * width);
  const dh = room(batchSize * units);
  const above = returnSequences ? room(all * units) : 0;
  const dx = input.gradient ? room(all * features) : 0;
  const second = hasOwnProduct && bias ? bias.value + 4 * width : zeros(site, width);
  const cell = create.cell({ ...site, units, steps });

  /** Addresses of what step t works on. */
  const at = (t: number, count: number) => ({
    gates: z + 4 * t * count * width,
    product: product + (hasOwnProduct ? 4 * t * count * width : 0),
    h: h + 4 * t * count * units,
    hOut: h + 4 * (t + 1) * count * units,
    dh,
    dy: above && above + 4 * t * count * units,
    t,
    count,
  });

  return {
    parameters,
    output,
    forward(count) {
      time.pack(input.value, x, count, features);
      const rows = steps * count;
      multiplyAt(heap, matrix(x, features), matrix(w!.value, width), z, rows, width, features);
      if (bias) kernels.addBias(z, bias.value, z, rows, width, 0);
      heap.floats(h, count * units).fill(0);
      cell.start(count);
      for (let t = 0; t < steps; t++) {
        const step = at(t, count);
        const { product } = step;
        multiplyAt(
          heap,
          matrix(step.h, units),
          matrix(r!.value, width),
          product,
          count,
          width,
          units,
        );
        if (hasOwnProduct && bias) kernels.addBias(product, second, product, count, width, 0);
        cell.forward(step);
      }
      const states = h + 4 * count * units;
      if (returnSequences) time.unpack(states, output.value, count, units);
      else copy(states + 4 * (steps - 1) * count * units, output.value, count * units);
    },
    backward(count) {
      if (returnSequences) {
        time.pack(output.gradient, above, count, units);
        heap.floats(dh, count * units).fill(0);
      } else copy(output.gradient, dh, count * units);
      cell.startBackward(count);
      for (let t = steps - 1; t >= 0; t--) {
        const step = at(t, count);
        cell.backward(step);
        if (t === 0) break; // nobody asks for the start's gradient
        const asked = matrix(hasOwnProduct ? step.product : step.gates, width);
        multiplyAt(heap, asked, turned(r!.value, width), cell.asked ?? dh, count, units, width);
      }
      const rows = steps * count;
      const dProduct = hasOwnProduct ? product : z;
      multiplyAt(heap, turned(x, features), matrix(z, width), w!.gradient, features, width, rows);
      multiplyAt(heap, turned(h, units), matrix(dProduct, width), r!.gradient, units, width, rows);
      if (bias) kernels.columnSums(z, bias.gradient, rows, width);
      if (bias && hasOwnProduct) {
        kernels.columnSums(product, bias.gradient + 4 * width, rows, width);
      }
      if (!dx) return;
      multiplyAt(heap, matrix(z, width), turned(w!.value, width), dx, rows, features, width);
      time.unpack(dx, input.gradient, count, features);
    },
  };

  function copy(from: number, to: number, count: number): void {
    heap.floats(to, count).set(heap.floats(from, count));
  }
}

/** A matrix whose rows of so many columns lie one after the other. */
function matrix(address: number, columns: number) {
  return { address, row: columns, column: 1 };
}

/** The same, with rows and columns changed. */
function turned(address: number, columns: number) {
  return { address, row: 1, column: columns };
}
