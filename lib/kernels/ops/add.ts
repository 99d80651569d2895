import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { combine, needsPairs } from "./arithmetic.ts";
import { Convolution } from "./convolution.ts";
import { ELEMENTWISE } from "./elementwise_kinds.ts";
import { needsFloats, sizeOf } from "./shapes.ts";

type Inputs = { a: TensorInfo; b: TensorInfo };

/** tfjs's Add: of pairs of numbers, or where a bias is added to every row. */
export const add: KernelOverride<Inputs, unknown> = {
  name: "Add",
  takesWaiting: true,
  unsupported: ({ a, b }) => (isBias(a, b) ? null : needsPairs(a, b)) ?? needsFloats(a, b),
  run({ inputs: { a, b }, heap }) {
    if (!isBias(a, b)) return combine(heap, a, b, ELEMENTWISE.Add);
    const convolution = Convolution.of(heap, a);
    if (convolution && !convolution.tensors.bias && !convolution.relu) {
      return convolution.with({ bias: b });
    }
    const columns = b.shape.at(-1)!;
    const out = heap.make(a.shape, "float32");
    const rows = sizeOf(a.shape) / columns;
    heap.kernels.addBias(heap.address(a), heap.address(b), heap.address(out), rows, columns, 0);
    return out;
  },
};

function isBias(a: TensorInfo, b: TensorInfo): boolean {
  const columns = b.shape.at(-1);
  return a.shape.length > b.shape.length && columns === a.shape.at(-1) &&
    sizeOf(b.shape) === columns;
}
