import type { TensorInfo } from "@tensorflow/tfjs";
import { cannot } from "../../core/mod.ts";
import type { KernelOverride } from "../override.ts";
import { sizeOf } from "./shapes.ts";

type Inputs = { x: TensorInfo; indices: TensorInfo };
type Attrs = { axis?: number; batchDims?: number };

/** tfjs's GatherV2 along the first axis: whole rows by number, as `model.fit` picks a batch. */
export const gather: KernelOverride<Inputs, Attrs> = {
  name: "GatherV2",
  unsupported({ x, indices }, { axis, batchDims }) {
    if (axis || batchDims) return `axis 0 and batchDims 0, got ${axis} and ${batchDims}`;
    if (!["float32", "int32"].includes(x.dtype)) return `float32 or int32, got ${x.dtype}`;
    return indices.dtype === "int32" ? null : `int32 indices, got ${indices.dtype}`;
  },
  run({ inputs: { x, indices }, heap }) {
    const rows = x.shape[0]!;
    const rowShape = x.shape.slice(1);
    for (const index of heap.int32(indices)) {
      if (index >= 0 && index < rows) continue;
      throw new RangeError(cannot("gather rows", `indices must lie in 0 to ${rows - 1}`, index));
    }
    const out = heap.make([...indices.shape, ...rowShape], x.dtype);
    const count = sizeOf(indices.shape);
    const [from, index, to] = [heap.address(x), heap.address(indices), heap.address(out)];
    heap.kernels.gather(from, index, to, count, 4 * sizeOf(rowShape));
    return out;
  },
};
