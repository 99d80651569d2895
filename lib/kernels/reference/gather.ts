/**
 * Rows picked by their numbers.
 *
 * `out[i] = x[index[i]]`
 *
 * @param x Rows of `length` values each.
 * @param index The rows wanted, each a number of a row of x; any may occur again.
 * @param options `length`, values in a row, 0 or more.
 * @returns Shape `(index.length, length)`, the same values.
 *
 * @example
 * ```ts
 * import { gather } from "./gather.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = gather([10, 11, 20, 21], [1, 0, 1], { length: 2 });
 * assertEquals(out, Float32Array.of(20, 21, 10, 11, 20, 21));
 * ```
 */
export function gather(
  x: ArrayLike<number>,
  index: ArrayLike<number>,
  { length }: { length: number },
): Float32Array {
  const out = new Float32Array(index.length * length);
  for (let i = 0; i < index.length; i++) {
    for (let j = 0; j < length; j++) out[i * length + j] = x[index[i]! * length + j]!;
  }
  return out;
}
