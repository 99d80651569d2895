import * as tf from "@tensorflow/tfjs";
import type { Heap } from "../heap.ts";
import type { KernelOverride } from "../override.ts";
import { Elementwise } from "./elementwise.ts";
import { ELEMENTWISE } from "./elementwise_kinds.ts";
import { needsFloats, sizeOf } from "./shapes.ts";

type Inputs = { a: tf.TensorInfo; b: tf.TensorInfo };

/**
 * a ∘ b of equal shapes, or with one number on one side: what optimisers do to every weight. tfjs's
 * own kernels compute the same, but on one thread.
 */
export function arithmetic(
  name: "Sub" | "Multiply" | "RealDiv",
): KernelOverride<Inputs, unknown> {
  return {
    name,
    takesWaiting: true,
    unsupported: ({ a, b }) => needsPairs(a, b) ?? needsFloats(a, b),
    run: ({ inputs: { a, b }, heap }) => combine(heap, a, b, ELEMENTWISE[name]),
  };
}

/** x · x. */
export const square: KernelOverride<{ x: tf.TensorInfo }, unknown> = {
  name: "Square",
  takesWaiting: true,
  unsupported: ({ x }) => needsFloats(x),
  run: ({ inputs: { x }, heap }) => combine(heap, x, x, ELEMENTWISE.Multiply),
};

/** Null where each number of the one has its own in the other, or one number is for all. */
export function needsPairs(a: tf.TensorInfo, b: tf.TensorInfo): string | null {
  if (tf.util.arraysEqual(a.shape, b.shape)) return null;
  const [large, small] = sizeOf(a.shape) > sizeOf(b.shape) ? [a, b] : [b, a];
  if (sizeOf(small.shape) === 1 && small.shape.length <= large.shape.length) return null;
  return `equal shapes or one number, got [${a.shape}] and [${b.shape}]`;
}

/** The kernel called on tensors that suit it. */
export function combine(
  heap: Heap,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  kind: number,
): tf.TensorInfo {
  const [n, m] = [sizeOf(a.shape), sizeOf(b.shape)];
  const one = n < m ? 1 : m < n ? 2 : 0;
  const isFirst = n > m || a.shape.length > b.shape.length;
  const shape = isFirst ? a.shape : b.shape;
  const waiting = Elementwise.defer(heap, kind, shape, [a, b]);
  if (waiting) return waiting;
  const out = heap.make(shape, "float32");
  const [x, y, to] = [heap.address(a), heap.address(b), heap.address(out)];
  heap.kernels.arithmetic(x, y, to, Math.max(n, m), kind, one);
  return out;
}
