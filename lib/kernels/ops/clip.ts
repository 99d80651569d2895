import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { needsFloats, sizeOf } from "./shapes.ts";

/** The bounds, as tfjs names them. */
export type ClipAttrs = { clipValueMin: number; clipValueMax: number };

/**
 * tfjs's ClipByValue, as losses clip probabilities. tfjs's own makes NaN the lower bound, so that a
 * model that has diverged looks as if it had a finite loss.
 */
export const clip: KernelOverride<{ x: TensorInfo }, ClipAttrs> = {
  name: "ClipByValue",
  unsupported: ({ x }) => needsFloats(x),
  run({ inputs: { x }, attrs: { clipValueMin: low, clipValueMax: high }, heap }) {
    const out = heap.make(x.shape, "float32");
    heap.kernels.clip(heap.address(x), heap.address(out), sizeOf(x.shape), low, high);
    return out;
  },
};
