// matmulLanes: c[i, j] = sum over p of a[i, p] * b[p, j], four columns at a time.
//
// a, b, c  byte addresses of m × k, k × n and m × n floats, row after row; c must not overlap a or b
// m, n, k  counts, 1 or more
// Error against the plain loop: at most k * 2^-23 * sum|a * b|.
//
// The second step from matmulLoop to matmulTiled: SIMD, and nothing else. Nothing that trains calls it.

import { bytes, madd, maddScalar } from "./lanes";

export function matmulLanes(a: usize, b: usize, c: usize, m: i32, n: i32, k: i32): void {
  for (let i = 0; i < m; i++) {
    const row = a + bytes(i * k);
    let j = 0;
    for (; j + 4 <= n; j += 4) { // four results, one in each lane
      let sum = f32x4.splat(0);
      for (let p = 0; p < k; p++) {
        const x = v128.load32_splat(row + bytes(p));
        sum = madd(x, v128.load(b + bytes(p * n + j)), sum);
      }
      v128.store(c + bytes(i * n + j), sum);
    }
    for (; j < n; j++) { // the 0 to 3 columns left
      let sum: f32 = 0;
      for (let p = 0; p < k; p++) {
        sum = maddScalar(load<f32>(row + bytes(p)), load<f32>(b + bytes(p * n + j)), sum);
      }
      store<f32>(c + bytes(i * n + j), sum);
    }
  }
}
