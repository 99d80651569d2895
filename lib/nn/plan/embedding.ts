import { cannot } from "../../core/mod.ts";
import { allocateOutput, parametersOf, type PlanOp, type Site, sizeOf } from "./op.ts";

/** Picks a row of the table for every number; the gradient adds up what each row is asked for. */
export function embeddingOp(site: Site): PlanOp {
  const { heap, input, layer, shape, batchSize, allocate } = site;
  const { kernels } = heap;
  const output = allocateOutput(site);
  const parameters = parametersOf(site);
  const [table] = parameters;
  const [rows, columns] = layer.getWeights()[0]!.shape as [number, number];
  const n = sizeOf(shape);
  const ids = allocate(batchSize * n);
  return {
    parameters,
    output,
    forward(count) {
      const given = heap.floats(input.value, count * n);
      const whole = new Int32Array(given.buffer, ids, count * n);
      for (let i = 0; i < given.length; i++) {
        const id = whole[i] = given[i]!; // cut as tfjs cuts it
        if (id >= 0 && id < rows && whole[i]! >= 0) continue;
        const needed = `layer "${layer.name}" takes numbers from 0 to ${rows - 1}`;
        throw new RangeError(cannot("look up an embedding", needed, given[i]));
      }
      kernels.gather(table!.value, ids, output.value, count * n, 4 * columns);
    },
    backward(count) {
      kernels.segmentSum(output.gradient, ids, table!.gradient, count * n, columns, rows);
    },
  };
}
