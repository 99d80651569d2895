import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { needsFloat32, sizeOf } from "./shapes.ts";

type Inputs = { x: TensorInfo; segmentIds: TensorInfo };

/**
 * tfjs's UnsortedSegmentSum, the gradient of `gather` and so of an embedding. Not in tfjs's WASM.
 */
export const unsortedSegmentSum: KernelOverride<Inputs, { numSegments: number }> = {
  name: "UnsortedSegmentSum",
  bridged: true,
  unsupported({ x, segmentIds }) {
    if (segmentIds.dtype !== "int32") return `int32 segment numbers, got ${segmentIds.dtype}`;
    return needsFloat32(x);
  },
  run({ inputs: { x, segmentIds }, attrs: { numSegments }, heap }) {
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const out = heap.make([numSegments, ...rowShape], "float32");
    const n = sizeOf(segmentIds.shape);
    const [from, ids, to] = [heap.address(x), heap.address(segmentIds), heap.address(out)];
    heap.kernels.segmentSum(from, ids, to, n, sizeOf(rowShape), numSegments);
    return out;
  },
};
