/** Sizes of a product of two matrices, and how their elements lie. */
export type MatmulShape = {
  /** a is `(m, k)`, b is `(k, n)`, the product `(m, n)`. */
  m: number;
  n: number;
  k: number;
  /** Strides of a: element (i, p) lies at `i · aRow + p · aCol`. */
  aRow: number;
  aCol: number;
  /** Strides of b: element (p, j) lies at `p · bRow + j · bCol`. */
  bRow: number;
  bCol: number;
};

/**
 * The product of two matrices. Strides say how they lie, so that a transposed one needs no copy.
 *
 * `c[i, j] = Σ_p a[i, p] · b[p, j]`
 *
 * @param a Shape `(m, k)`, at its strides.
 * @param b Shape `(k, n)`, at its strides.
 * @param shape Sizes and strides.
 * @returns Shape `(m, n)`, row after row, summed in float64.
 *
 * @example A row times a matrix that lies column after column
 * ```ts
 * import { matmul } from "./matmul.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { m: 1, n: 2, k: 2, aRow: 2, aCol: 1, bRow: 1, bCol: 2 };
 * assertEquals(matmul([1, 10], [1, 2, 3, 4], shape), Float64Array.of(21, 43));
 * ```
 */
export function matmul(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { m, n, k, aRow, aCol, bRow, bCol }: MatmulShape,
): Float64Array {
  const c = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += a[i * aRow + p * aCol]! * b[p * bRow + j * bCol]!;
      c[i * n + j] = sum;
    }
  }
  return c;
}
