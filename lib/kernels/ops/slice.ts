import * as tf from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { sizeOf } from "./shapes.ts";

type Attrs = { begin: number[]; size: number[] };

/**
 * tfjs's Slice where the part lies in one piece, as `model.predict` takes its batches: copies the part.
 * tfjs's own first copies the whole tensor.
 */
export const slice: KernelOverride<{ x: tf.TensorInfo }, Attrs> = {
  name: "Slice",
  unsupported({ x }, { begin, size }) {
    if (!["float32", "int32"].includes(x.dtype)) return `float32 or int32, got ${x.dtype}`;
    const [from, lengths] = parse(x, begin, size);
    if (sizeOf(lengths) === 0) return "at least one element";
    return tf.slice_util.isSliceContinous(x.shape, from, lengths) ? null : "a part in one piece";
  },
  run({ inputs: { x }, attrs: { begin, size }, heap }) {
    const [from, lengths] = parse(x, begin, size);
    tf.slice_util.assertParamsValid(x as tf.Tensor, from, lengths);
    const out = heap.make(lengths, x.dtype); // may move the heap's views: they are taken below
    const offset = tf.slice_util.computeFlatOffset(from, tf.util.computeStrides(x.shape));
    const count = sizeOf(lengths);
    const part = heap.floats(heap.address(x) + 4 * offset, count); // the bits of int32 too
    heap.floats(heap.address(out), count).set(part);
    return out;
  },
};

function parse(x: tf.TensorInfo, begin: number[], size: number[]): [number[], number[]] {
  const [from, lengths] = tf.slice_util.parseSliceParams(x as tf.Tensor, begin, size);
  return [from!, lengths!];
}
