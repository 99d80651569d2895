import { allocateOutput, type PlanOp, type Site, sizeOf } from "./op.ts";

/** The sum of several values of one shape. */
export function addOp(site: Site): PlanOp {
  const { heap, sources, outputShape, kind } = site;
  const { kernels } = heap;
  const output = allocateOutput(site);
  const size = sizeOf(outputShape);
  const [first, ...others] = sources.map(({ input }) => input);
  return {
    parameters: [],
    output,
    forward(count) {
      const { value: y } = output;
      others.forEach(({ value }, i) => {
        const isLast = i === others.length - 1;
        kernels.activate(i ? y : first!.value, value, y, count * size, isLast ? kind : 0);
      });
    },
    backward(count) {
      const n = count * size;
      const { value: y, gradient: dy } = output;
      for (const { input } of sources) {
        if (input.gradient) kernels.activateGrad(dy, 0, y, input.gradient, n, kind);
      }
    },
  };
}

/** Several values side by side along an axis. */
export function concatenateOp(site: Site): PlanOp {
  const { heap: { kernels }, layer, sources, outputShape } = site;
  const output = allocateOutput(site);
  const axis = axisOf(layer.getConfig()["axis"] as number, outputShape.length);
  const rowsOf = (count: number) => count * sizeOf(outputShape.slice(0, axis));
  const width = sizeOf(outputShape.slice(axis));
  let before = 0;
  const parts = sources.map(({ shape, input }) => {
    const own = sizeOf(shape.slice(axis));
    const part = { input, bytes: 4 * own, offset: 4 * before };
    before += own;
    return part;
  });
  return {
    parameters: [],
    output,
    forward(count) {
      for (const { input: { value }, bytes, offset } of parts) {
        kernels.copyRows(value, bytes, output.value + offset, 4 * width, rowsOf(count), bytes);
      }
    },
    backward(count) {
      for (const { input: { gradient }, bytes, offset } of parts) {
        const from = output.gradient + offset;
        if (gradient) kernels.copyRows(from, 4 * width, gradient, bytes, rowsOf(count), bytes);
      }
    },
  };
}

/** An axis as tfjs counts it, the batch's among them, counted over one example; −1 for the batch's. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? rank + axis : axis - 1;
}
