import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";

/** tfjs's Identity, without tfjs's copy: tensors never change, so both may share their values. */
export const identity: KernelOverride<{ x: TensorInfo }, unknown> = {
  name: "Identity",
  takesWaiting: true,
  unsupported: ({ x }) => x.dtype === "string" ? "numbers, got strings" : null,
  run: ({ inputs: { x }, heap }) => heap.share(x),
};
