import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { Elementwise } from "./elementwise.ts";
import { ELEMENTWISE } from "./elementwise_kinds.ts";
import { needsFloats, sizeOf } from "./shapes.ts";

/** tfjs's Sqrt: tfjs's own goes number by number, and `tf.train.adam` takes one root a weight. */
export const sqrt: KernelOverride<{ x: TensorInfo }, unknown> = {
  name: "Sqrt",
  takesWaiting: true,
  unsupported: ({ x }) => needsFloats(x),
  run({ inputs: { x }, heap }) {
    const waiting = Elementwise.defer(heap, ELEMENTWISE.Sqrt, x.shape, [x]);
    if (waiting) return waiting;
    const out = heap.make(x.shape, "float32");
    heap.kernels.sqrt(heap.address(x), heap.address(out), sizeOf(x.shape));
    return out;
  },
};
