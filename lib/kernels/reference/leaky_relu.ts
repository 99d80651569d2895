/**
 * The leaky rectifier.
 *
 * `out[i] = x[i]` where `x[i] > 0`, else `alpha · x[i]`
 *
 * @param x Numbers, shape `(n)`.
 * @param alpha The slope below 0.
 * @returns Shape `(n)`.
 *
 * @example
 * ```ts
 * import { leakyRelu } from "./leaky_relu.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(leakyRelu([-4, 3], 0.25), Float32Array.of(-1, 3));
 * ```
 */
export function leakyRelu(x: ArrayLike<number>, alpha: number): Float32Array {
  const below = Math.fround(alpha);
  return Float32Array.from(x, (value) => value > 0 ? value : below * value);
}

/**
 * The gradient of {@linkcode leakyRelu}.
 *
 * `dx[i] = dy[i]` where `x[i] > 0`, else `alpha · dy[i]`
 *
 * @param dy Gradient of the results, shape `(n)`.
 * @param x What was rectified, shape `(n)`.
 * @param alpha The slope below 0, which is also the one at 0.
 * @returns Shape `(n)`.
 *
 * @example
 * ```ts
 * import { leakyReluGrad } from "./leaky_relu.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(leakyReluGrad([8, 8, 8], [-4, 0, 3], 0.25), Float32Array.of(2, 2, 8));
 * ```
 */
export function leakyReluGrad(
  dy: ArrayLike<number>,
  x: ArrayLike<number>,
  alpha: number,
): Float32Array {
  const below = Math.fround(alpha);
  return Float32Array.from(dy, (value, i) => x[i]! > 0 ? value : below * value);
}
