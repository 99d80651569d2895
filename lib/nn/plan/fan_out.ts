import type { PlanOp, Tools, Values } from "./op.ts";

/**
 * Values that several steps take: each asks for a gradient in a place of its own, and what is asked
 * is added up before it goes on down.
 *
 * @param values The values, with a gradient.
 * @param size How many an example has.
 * @param count How many steps take them.
 * @param tools What ops work with.
 * @returns The values as each of the steps takes them, and what adds up.
 */
export function fanOut(
  values: Values,
  size: number,
  count: number,
  { heap, allocate, batchSize }: Tools,
): { each: Values[]; op: PlanOp } {
  const others = Array.from({ length: count - 1 }, () => allocate(batchSize * size));
  const { value, gradient } = values;
  const op: PlanOp = {
    parameters: [],
    output: values,
    forward() {},
    backward(examples) {
      for (const other of others) {
        heap.kernels.activate(gradient, other, gradient, examples * size, 0);
      }
    },
  };
  const places = [gradient, ...others];
  return { each: places.map((gradient) => ({ value, gradient })), op };
}
