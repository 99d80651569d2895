import { cannot } from "../../core/mod.ts";
import { allocateOutput, parametersOf, type PlanOp, type Site, sizeOf } from "./op.ts";

/** From so many places for each row of the table on, all rows are as cheap as those that are asked for. */
const PLACES = 16;

/**
 * Picks a row of the table for every number; the gradient adds up what each row is asked for. A layer
 * above may take the rows as they are, each once (`PickedRows`).
 */
export function embeddingOp(site: Site): PlanOp {
  const { heap, input, layer, shape, batchSize, allocate, asked } = site;
  const { kernels } = heap;
  const output = allocateOutput(site);
  const parameters = parametersOf(site);
  const [table] = parameters;
  const [rows, columns] = layer.getWeights()[0]!.shape as [number, number];
  const n = sizeOf(shape);
  const ids = allocate(batchSize * n);
  let isTaken = false;
  let found = 0;
  const most = Math.min(rows, batchSize * n);
  let blank = 0;
  const counts = { count: () => found, blank: () => blank };
  const own = { ...counts, columns, most, value: 0, gradient: 0, ids, blanks: 0 };
  let [numbers, picked] = [0, 0]; // which rows of the table they are, and room for them

  /** The batch's numbers as int32, once all are rows of the table. */
  function read(count: number): Int32Array {
    const given = heap.floats(input.value, count * n);
    const whole = new Int32Array(given.buffer, ids, count * n);
    for (let i = 0; i < given.length; i++) {
      const id = whole[i] = given[i]!; // cut as tfjs cuts it
      if (id >= 0 && id < rows && whole[i]! >= 0) continue;
      const needed = `layer "${layer.name}" takes numbers from 0 to ${rows - 1}`;
      throw new RangeError(cannot("look up an embedding", needed, given[i]));
    }
    return whole;
  }
  return {
    parameters,
    output: {
      ...output,
      pick(wanted) {
        if (wanted !== columns) return undefined; // they were given another shape
        isTaken = true;
        numbers = allocate(most);
        picked = allocate(most * columns);
        own.gradient = asked ? allocate(most * columns) : 0;
        own.blanks = asked ? 0 : allocate(batchSize);
        return own;
      },
    },
    forward(count) {
      const whole = read(count);
      if (!isTaken) {
        kernels.gather(table!.value, ids, output.value, count * n, 4 * columns);
        return;
      }
      if (own.blanks) countBlanks(whole, new Int32Array(whole.buffer, own.blanks, count));
      if (!asked && whole.length >= PLACES * rows) {
        own.value = table!.value;
        found = rows;
        blank = 0;
        return;
      }
      own.value = picked;
      const zero = whole.indexOf(0);
      found = renumber(whole, new Int32Array(whole.buffer, numbers, most), rows);
      if (zero >= 0) blank = whole[zero]!;
      kernels.gather(table!.value, numbers, picked, found, 4 * columns);
    },
    backward(count) {
      const [dy, places, times] = isTaken
        ? [own.gradient, numbers, found]
        : [output.gradient, ids, count * n];
      kernels.segmentSum(dy, places, table!.gradient, times, columns, rows);
    },
  };
}

/** Of examples one after the other: how many zeros each begins with, but for its last place. */
function countBlanks(ids: Int32Array, blanks: Int32Array): void {
  const n = ids.length / blanks.length;
  for (let row = 0; row < blanks.length; row++) {
    let at = 0;
    while (at < n - 1 && ids[row * n + at] === 0) at++;
    blanks[row] = at;
  }
}

/**
 * Gives the numbers of a batch new ones, from 0 in the order in which they come first.
 *
 * @param ids Numbers below `rows`; become the new ones.
 * @param old Gets the old number of each new one.
 * @param rows How many numbers there may be.
 * @returns How many there are.
 */
function renumber(ids: Int32Array, old: Int32Array, rows: number): number {
  const numbers = new Int32Array(rows).fill(-1);
  let found = 0;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    if (numbers[id]! < 0) {
      old[found] = id;
      numbers[id] = found++;
    }
    ids[i] = numbers[id]!;
  }
  return found;
}
