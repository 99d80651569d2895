import * as tf from "@tensorflow/tfjs";
import { assert } from "@std/assert";
import { createPrng, permutation } from "descent/core";
import { integers, sizeOf } from "./values.ts";

/** A function of tensors, and the shapes that it takes. */
export type DifferenceCase = { shapes: number[][]; f: (...inputs: tf.Tensor[]) => tf.Tensor };

/**
 * Compares the gradients of a function that is linear in each single value with differences of its
 * own values, which are then the derivatives themselves.
 *
 * @param c The function.
 * @param distinct Whether no two values may be equal, and none near another.
 */
export function checkDifferences(c: DifferenceCase, distinct: boolean): void {
  const values = c.shapes.map((shape, i) => valuesOf(shape, i + 1, distinct));
  const [dy, gradients] = tf.tidy(() => {
    const inputs = values.map((v, i) => tf.tensor(v, c.shapes[i]!));
    const y = c.f(...inputs);
    const dy = tf.tensor(integers(y.size, 9), y.shape);
    return [
      dy.dataSync() as Float32Array,
      tf.grads(c.f)(inputs, dy).map((gradient) => gradient.dataSync()),
    ] as const;
  });
  const before = lossOf(c, values, dy);
  gradients.forEach((gradient, i) => {
    for (let pick = 0; pick < 4; pick++) {
      const at = (pick * 7919) % gradient.length;
      const moved = values.with(i, values[i]!.with(at, values[i]![at]! + 0.5));
      const slope = (lossOf(c, moved, dy) - before) / 0.5;
      const tolerance = 1e-4 * Math.max(1, Math.abs(slope));
      assert(
        Math.abs(slope - gradient[at]!) <= tolerance,
        `input ${i}, value ${at} of [${c.shapes[i]}]: difference ${slope}, got ${gradient[at]}`,
      );
    }
  });
}

/** Whole numbers; for maxima all of them different and below 0. */
function valuesOf(shape: number[], seed: number, distinct: boolean): Float32Array {
  const n = sizeOf(shape);
  if (!distinct) return integers(n, seed);
  return Float32Array.from(permutation(n, createPrng(seed)), (value) => value - n);
}

/** Σ dy · f, added up without rounding. */
function lossOf({ f, shapes }: DifferenceCase, values: Float32Array[], dy: Float32Array): number {
  const y = tf.tidy(() => f(...values.map((v, i) => tf.tensor(v, shapes[i]!))));
  const loss = (y.dataSync() as Float32Array).reduce((sum, value, i) => sum + value * dy[i]!, 0);
  y.dispose();
  return loss;
}
