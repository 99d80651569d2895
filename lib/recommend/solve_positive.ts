import { cannot } from "../core/mod.ts";

/**
 * Solves `A x = b` for a symmetric positive definite A by Cholesky's factorisation, `A = L Lᵀ`. A
 * becomes L below its diagonal, b becomes x.
 *
 * @param a The matrix, row-major, `f × f`; what is above the diagonal is not looked at.
 * @param b The right side, shape `(f)`.
 * @throws {RangeError} If A is not positive definite.
 */
export function solvePositiveInPlace(a: Float64Array, b: Float64Array): void {
  const f = b.length;
  for (let i = 0; i < f; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * f + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * f + k]! * a[j * f + k]!;
      if (i !== j) a[i * f + j] = sum / a[j * f + j]!;
      else if (sum > 0) a[i * f + i] = Math.sqrt(sum);
      else {throw new RangeError(
          cannot("solve for factors", "the matrix must be positive definite", sum),
        );}
    }
  }
  for (let i = 0; i < f; i++) {
    for (let k = 0; k < i; k++) b[i]! -= a[i * f + k]! * b[k]!;
    b[i]! /= a[i * f + i]!;
  }
  for (let i = f - 1; i >= 0; i--) {
    for (let k = i + 1; k < f; k++) b[i]! -= a[k * f + i]! * b[k]!;
    b[i]! /= a[i * f + i]!;
  }
}
