import * as tf from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { MaskedProduct } from "./masked_product.ts";
import { needsFloat32, sizeOf } from "./shapes.ts";

type Attrs = { axis: number | number[]; keepDims: boolean };

/** tfjs's Sum over all axes but the last ones: the gradient of a bias. */
export const sum: KernelOverride<{ x: tf.TensorInfo }, Attrs> = {
  name: "Sum",
  takesWaiting: true,
  unsupported({ x }, { axis }) {
    const axes = tf.util.parseAxisParam(axis, x.shape).toSorted((p, q) => p - q);
    const leading = axes.length < x.shape.length && axes.every((a, i) => a === i);
    if (!leading) return `the first axes, got [${axes}]`;
    // No rows are taken too: tfjs's own kernel leaves the sums unset there.
    const columns = sizeOf(x.shape.slice(axes.length));
    return columns > 0 ? needsFloat32(x) : `columns to sum, got shape [${x.shape}]`;
  },
  run({ inputs: { x }, attrs: { axis, keepDims }, heap }) {
    const axes = tf.util.parseAxisParam(axis, x.shape);
    const kept = x.shape.slice(axes.length);
    const columns = sizeOf(kept);
    const out = heap.make(keepDims ? [...axes.map(() => 1), ...kept] : kept, "float32");
    const pending = heap.pending(x);
    if (pending instanceof MaskedProduct && kept.length === 1) {
      const sums = pending.biasGradient();
      if (sums) {
        heap.floats(heap.address(out), columns).set(sums);
        return out;
      }
    }
    const rows = sizeOf(x.shape) / columns;
    heap.kernels.columnSums(heap.address(x), heap.address(out), rows, columns);
    return out;
  },
};
