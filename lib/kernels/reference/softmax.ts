/**
 * The softmax of every row: positive numbers whose sum is 1, the more the larger a value is.
 *
 * `y[r, c] = exp(x[r, c]) / Σₖ exp(x[r, k])`
 *
 * The largest value is taken off first, so that no power overflows. A row with a NaN, or with an
 * infinity as its largest value, becomes NaN.
 *
 * @param x Shape `(rows, columns)`.
 * @param columns Columns.
 * @returns Shape `(rows, columns)`, computed in float64.
 *
 * @example
 * ```ts
 * import { softmax } from "./softmax.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softmax([0, Math.log(3), 7, 7], 2), Float32Array.of(0.25, 0.75, 0.5, 0.5));
 * ```
 */
export function softmax(x: ArrayLike<number>, columns: number): Float32Array {
  const y = new Float32Array(x.length);
  for (let at = 0; at < x.length; at += columns) {
    const row = Array.from({ length: columns }, (_, c) => x[at + c]!);
    const top = row.reduce((most, value) => value > most ? value : most, -Infinity);
    const powers = row.map((value) => Math.exp(value - top));
    const sum = powers.reduce((sum, power) => sum + power);
    powers.forEach((power, c) => y[at + c] = power / sum);
  }
  return y;
}
