/** One step of a program: what is done, and by their numbers what it reads and writes. */
export type ElementwiseStep = { what: 0 | 1 | 2 | 3 | 4; a: number; b: number; out: number };

/**
 * A program of arithmetic and square roots over arrays, number by number.
 *
 * `out[i] = a[i] ∘ b[i]`, where ∘ is +, −, · or /, or `out[i] = √a[i]` where `what` is 4
 *
 * @param steps What is done, in order; a step sees what those before it wrote.
 * @param arrays Of n numbers, or of one that stands for n.
 * @param n Numbers.
 * @returns All arrays as they are afterwards.
 *
 * @example
 * ```ts
 * import { elementwise } from "./elementwise.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const arrays = elementwise([{ what: 2, a: 0, b: 1, out: 2 }], [[1, 2], [3], [0, 0]], 2);
 * assertEquals(arrays[2], Float32Array.of(3, 6));
 * ```
 */
export function elementwise(
  steps: readonly ElementwiseStep[],
  arrays: readonly ArrayLike<number>[],
  n: number,
): Float32Array[] {
  const all = arrays.map((array) => Float32Array.from(array));
  for (const { what, a, b, out } of steps) {
    for (let i = 0; i < n; i++) {
      const [x, y] = [a, b].map((k) => all[k]![all[k]!.length === 1 ? 0 : i]!) as [number, number];
      all[out]![i] = [x + y, x - y, x * y, x / y, Math.sqrt(x)][what]!;
    }
  }
  return all;
}
