import { cannot, type Matrix } from "../../core/mod.ts";

/**
 * The lower triangle L with `A = L Lᵀ`, or nothing where A is not positive definite in floating point.
 *
 * @param A Symmetric, shape `(p, p)`; its lower triangle is read.
 */
export function cholesky({ data, rows: p }: Matrix): Matrix | undefined {
  const L = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = data[i * p + j]!;
      for (let k = 0; k < j; k++) sum -= L[i * p + k]! * L[j * p + k]!;
      if (i > j) L[i * p + j] = sum / L[j * p + j]!;
      else if (sum > Number.EPSILON * p * data[i * p + i]!) L[i * p + i] = Math.sqrt(sum);
      else return undefined; // what is left of the diagonal is rounding
    }
  }
  return { data: L, rows: p, columns: p };
}

/** x with `L Lᵀ x = b`. */
export function solveCholesky({ data: L, rows: p }: Matrix, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++) x[i]! -= L[i * p + j]! * x[j]!;
    x[i]! /= L[i * p + i]!;
  }
  for (let i = p - 1; i >= 0; i--) {
    for (let j = i + 1; j < p; j++) x[i]! -= L[j * p + i]! * x[j]!;
    x[i]! /= L[i * p + i]!;
  }
  return x;
}

/**
 * x with `A x = b` of a positive semidefinite A: where A is singular its diagonal is lifted, as little
 * as it takes, so that x stays finite and is a direction of descent all the same.
 *
 * @throws {RangeError} If A holds what no lift mends, NaN or infinite.
 */
export function solveLifted(A: Matrix, b: Float64Array): Float64Array {
  const p = A.rows;
  let largest = 0;
  for (let i = 0; i < p; i++) largest = Math.max(largest, A.data[i * p + i]!);
  let factor = cholesky(A);
  for (let lift = 1e-12; !factor; lift *= 100) {
    if (lift > 1e6) throw new RangeError(cannot("minimise a risk", OVERFLOW, largest));
    const data = A.data.slice();
    for (let i = 0; i < p; i++) data[i * p + i]! += lift * (largest || 1);
    factor = cholesky({ data, rows: p, columns: p });
  }
  return solveCholesky(factor, b);
}

const OVERFLOW = "products of features must stay finite, which fitMaxAbsScaler() brings about";
