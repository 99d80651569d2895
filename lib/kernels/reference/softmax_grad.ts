/**
 * The gradient of a softmax over every row.
 *
 * `dx[r, c] = y[r, c] · (dy[r, c] − Σₖ dy[r, k] · y[r, k])`
 *
 * @param dy Gradient by the softmax, shape `(rows, columns)`.
 * @param y The softmax, shape `(rows, columns)`.
 * @param columns Columns.
 * @returns Gradient by what the softmax was taken of, shape `(rows, columns)`.
 *
 * @example
 * ```ts
 * import { softmaxGrad } from "./softmax_grad.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softmaxGrad([1, 0], [0.5, 0.5], 2), Float32Array.of(0.25, -0.25));
 * ```
 */
export function softmaxGrad(
  dy: ArrayLike<number>,
  y: ArrayLike<number>,
  columns: number,
): Float32Array {
  const dx = new Float32Array(y.length);
  for (let at = 0; at < y.length; at += columns) {
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += dy[at + c]! * y[at + c]!;
    for (let c = 0; c < columns; c++) dx[at + c] = y[at + c]! * (dy[at + c]! - sum);
  }
  return dx;
}
