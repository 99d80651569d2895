/**
 * The gradient of a ReLU.
 *
 * `dx[i] = dy[i]` where `y[i] > 0`, else 0: also at 0, and where y is NaN.
 *
 * @param dy The loss's gradient by the output, shape `(n)`.
 * @param y The ReLU's output or its input, shape `(n)`.
 * @returns The loss's gradient by the input, shape `(n)`: values of dy, and zeros.
 *
 * @example
 * ```ts
 * import { reluGrad } from "./relu_grad.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(reluGrad([7, 8, 9], [2, 0, -1]), Float32Array.of(7, 0, 0));
 * ```
 */
export function reluGrad(dy: ArrayLike<number>, y: ArrayLike<number>): Float32Array {
  const dx = new Float32Array(dy.length);
  for (let i = 0; i < dx.length; i++) dx[i] = y[i]! > 0 ? dy[i]! : 0;
  return dx;
}
