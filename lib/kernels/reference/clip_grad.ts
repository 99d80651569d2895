/**
 * The gradient of `clip`.
 *
 * `dx[i] = dy[i]` where `low <= x[i] <= high`, else 0, also where `x[i]` is NaN
 *
 * @param dy Gradient by the clipped numbers, shape `(n)`.
 * @param x What was clipped, shape `(n)`.
 * @param bounds The least and the greatest result of the clipping.
 * @returns Gradient by the numbers, shape `(n)`.
 *
 * @example
 * ```ts
 * import { clipGrad } from "./clip_grad.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const dx = clipGrad([5, 6, 7], [-2, 1, 3], { low: 0, high: 1 });
 * assertEquals(dx, Float32Array.of(0, 6, 0));
 * ```
 */
export function clipGrad(
  dy: ArrayLike<number>,
  x: ArrayLike<number>,
  { low, high }: { low: number; high: number },
): Float32Array {
  return Float32Array.from(x, (value, i) => value >= low && value <= high ? dy[i]! : 0);
}
