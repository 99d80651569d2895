/**
 * One step of gradient descent: `w' = w − rate · g`.
 *
 * @param w Parameters, shape `(n)`; left as they are.
 * @param options The gradient `g`, shape `(n)`, and the step size.
 * @returns The parameters after the step, rounded as float32 rounds, shape `(n)`.
 *
 * @example
 * ```ts
 * import { sgd } from "./sgd.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sgd([1, 2], { g: [4, -4], rate: 0.25 }), Float32Array.of(0, 3));
 * ```
 */
export function sgd(
  w: ArrayLike<number>,
  { g, rate }: { g: ArrayLike<number>; rate: number },
): Float32Array {
  return Float32Array.from(w, (value, i) => value - Math.fround(Math.fround(rate) * g[i]!));
}
