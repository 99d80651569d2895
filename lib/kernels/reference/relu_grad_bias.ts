import { columnSums } from "./column_sums.ts";
import { reluGrad } from "./relu_grad.ts";

/**
 * The gradients of a bias and the ReLU behind it.
 *
 * `dx[i, j] = dy[i, j]` where `y[i, j] > 0`, else 0; `db[j] = Σ_i dx[i, j]`
 *
 * @param dy The loss's gradient by the output, shape `(rows, columns)`.
 * @param y The ReLU's output, shape `(rows, columns)`.
 * @param options `rows`, 0 or more, and `columns`, 1 or more.
 * @returns `dx`, the loss's gradient before the ReLU: values of dy, and zeros; `db`, shape
 * `(columns)`, summed in float64.
 *
 * @example
 * ```ts
 * import { reluGradBias } from "./relu_grad_bias.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { dx, db } = reluGradBias([7, 8, 9, 1], [2, 0, 1, -1], { rows: 2, columns: 2 });
 * assertEquals(dx, Float32Array.of(7, 0, 9, 0));
 * assertEquals(db, Float64Array.of(16, 0));
 * ```
 */
export function reluGradBias(
  dy: ArrayLike<number>,
  y: ArrayLike<number>,
  options: { rows: number; columns: number },
): { dx: Float32Array; db: Float64Array } {
  const dx = reluGrad(dy, y);
  return { dx, db: columnSums(dx, options) };
}
