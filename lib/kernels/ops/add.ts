import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { needsFloats, sizeOf } from "./shapes.ts";

/** tfjs's Add where a bias is added to every row. */
export const add: KernelOverride<{ a: TensorInfo; b: TensorInfo }, unknown> = {
  name: "Add",
  unsupported({ a, b }) {
    const columns = b.shape.at(-1);
    const isBias = a.shape.length > b.shape.length && columns === a.shape.at(-1) &&
      sizeOf(b.shape) === columns;
    return isBias ? needsFloats(a, b) : `a bias for the last axis, got [${b.shape}]`;
  },
  run({ inputs: { a, b }, heap }) {
    const columns = b.shape.at(-1)!;
    const out = heap.make(a.shape, "float32");
    const rows = sizeOf(a.shape) / columns;
    heap.kernels.addBias(heap.address(a), heap.address(b), heap.address(out), rows, columns, 0);
    return out;
  },
};
