import type { Heap } from "./heap.ts";

/** A matrix in memory: where (0, 0) lies, and its strides in floats. */
export type Matrix = { address: number; row: number; column: number };

/** Up to here a side counts as short, and the kernels made for a short side win (measured). */
const SHORT = 16;
/** From here on a side counts as long. */
const LONG = 64;

/** c = a · b: (m, k) by (k, n) to (m, n), c row after row, by the kernel that suits the sizes. */
export function multiplyAt(
  heap: Heap,
  a: Matrix,
  b: Matrix,
  c: number,
  m: number,
  n: number,
  k: number,
): void {
  const { kernels } = heap;
  if (n <= SHORT && k >= LONG && a.column === 1 && a.row === k) {
    const [scratch] = heap.scratch(n * 512 + 4 * m * n) as [number];
    kernels.matmulNarrow(a.address, b.address, b.row, b.column, c, m, n, k, scratch);
  } else if (n <= SHORT && m >= LONG && a.row === 1 && a.column === m && b.column === 1) {
    const [scratch] = heap.scratch(8 * n) as [number];
    kernels.matmulOuter(a.address, b.address, c, m, n, k, scratch);
  } else if (k <= SHORT && n >= LONG) {
    const [scratch] = heap.scratch(k * 512) as [number];
    kernels.matmulShallow(
      a.address,
      a.row,
      a.column,
      b.address,
      b.row,
      b.column,
      c,
      m,
      n,
      k,
      scratch,
    );
  } else {
    const [scratch] = heap.scratch(48 + 256 * (96 + 64)) as [number];
    kernels.matmulTiled(
      a.address,
      a.row,
      a.column,
      b.address,
      b.row,
      b.column,
      c,
      m,
      n,
      k,
      scratch,
    );
  }
}
