/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's factorisation A = L Lᵀ.
 *
 * @param matrix A, row by row, shape `(d · d)`; only the lower half is read.
 * @param b Shape `(d)`.
 * @returns x, shape `(d)`; nothing where A is not positive definite.
 */
export function solvePositive(matrix: Float64Array, b: Float64Array): Float64Array | undefined {
  const lower = factorise(matrix, b.length);
  return lower && substitute(lower, b);
}

function factorise(matrix: Float64Array, d: number): Float64Array | undefined {
  const lower = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * d + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * d + k]! * lower[j * d + k]!;
      if (i === j && !(sum > 0)) return undefined;
      lower[i * d + j] = i === j ? Math.sqrt(sum) : sum / lower[j * d + j]!;
    }
  }
  return lower;
}

/** Forward through L, then backward through its transpose. */
function substitute(lower: Float64Array, b: Float64Array): Float64Array {
  const d = b.length;
  const x = b.slice();
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i * d + k]! * x[k]!;
    x[i]! /= lower[i * d + i]!;
  }
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) x[i]! -= lower[k * d + i]! * x[k]!;
    x[i]! /= lower[i * d + i]!;
  }
  return x;
}
