/** The four operations, as the kernel numbers them. */
export const ARITHMETIC = ["sum", "difference", "product", "quotient"] as const;

/** One of the four operations. */
export type Arithmetic = typeof ARITHMETIC[number];

/**
 * Two lists of numbers put together, number by number.
 *
 * `out[i] = a[i] ∘ b[i]`; a list of one number stands for as many as the other has.
 *
 * @param a Numbers, shape `(n)` or `(1)`.
 * @param b Numbers, shape `(n)` or `(1)`.
 * @param kind Which operation.
 * @returns The results in float32, shape `(n)`.
 *
 * @example
 * ```ts
 * import { arithmetic } from "./arithmetic.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(arithmetic([1, 2], [3], "difference"), Float32Array.of(-2, -1));
 * ```
 */
export function arithmetic(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  kind: Arithmetic,
): Float32Array {
  const apply = {
    sum: (x: number, y: number) => x + y,
    difference: (x: number, y: number) => x - y,
    product: (x: number, y: number) => x * y,
    quotient: (x: number, y: number) => x / y,
  }[kind];
  const at = (list: ArrayLike<number>, i: number) => list[list.length === 1 ? 0 : i]!;
  const length = a.length === 1 ? b.length : a.length;
  return Float32Array.from({ length }, (_, i) => apply(at(a, i), at(b, i)));
}
