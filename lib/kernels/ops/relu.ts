import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { Convolution } from "./convolution.ts";
import { needsFloats, sizeOf } from "./shapes.ts";

/** What the kernel `activate` calls a ReLU. */
const RELU = 1;

/** max(0, x), on all threads; NaN stays NaN. */
export const relu: KernelOverride<{ x: TensorInfo }, unknown> = {
  name: "Relu",
  takesWaiting: true,
  unsupported: ({ x }) => needsFloats(x),
  run({ inputs: { x }, heap }) {
    const convolution = Convolution.of(heap, x);
    if (convolution && !convolution.relu) return convolution.with({ relu: true });
    const out = heap.make(x.shape, "float32");
    heap.kernels.activate(heap.address(x), 0, heap.address(out), sizeOf(x.shape), RELU);
    return out;
  },
};
