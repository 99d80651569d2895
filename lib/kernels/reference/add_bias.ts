/**
 * Adds a bias to every row, with a ReLU where asked.
 *
 * `out[i, j] = x[i, j] + bias[j]`, then `max(0, ·)` with `relu`; NaN stays NaN and −0 stays −0.
 *
 * @param x Shape `(rows, columns)`.
 * @param bias Shape `(columns)`.
 * @param options `rows` and `columns`, 0 or more; `relu`, off where left out.
 * @returns Shape `(rows, columns)`, each sum rounded to float32 once.
 *
 * @example
 * ```ts
 * import { addBias } from "./add_bias.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = addBias([1, 2, -3, -4], [1, 3], { rows: 2, columns: 2, relu: true });
 * assertEquals(out, Float32Array.of(2, 5, 0, 0));
 * ```
 */
export function addBias(
  x: ArrayLike<number>,
  bias: ArrayLike<number>,
  { rows, columns, relu = false }: { rows: number; columns: number; relu?: boolean },
): Float32Array {
  const out = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const sum = x[i * columns + j]! + bias[j]!;
      out[i * columns + j] = relu && sum < 0 ? 0 : sum;
    }
  }
  return out;
}
