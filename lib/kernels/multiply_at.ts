import type { Heap } from "./heap.ts";

/** A matrix in memory: where (0, 0) lies, and its strides in floats. */
export type Matrix = { address: number; row: number; column: number };

/** Up to here a side counts as short, and the kernels made for a short side win (measured). */
const SHORT = 16;
/** From here on a side counts as long. */
const LONG = 64;

/**
 * c = a · b, by the kernel that suits the sizes: a short side or a transposed factor costs nothing.
 *
 * @param heap Where everything lies.
 * @param a The left factor, shape (m, k), at any strides.
 * @param b The right factor, shape (k, n), at any strides.
 * @param c Byte address of the result, shape (m, n), row after row; must not overlap a or b.
 * @param m Rows of a and c, 1 or more.
 * @param n Columns of b and c, 1 or more.
 * @param k Columns of a and rows of b, 1 or more.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
 * import { useBackend } from "descent/backend";
 * import { heapOf, multiplyAt } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const heap = heapOf(tf.backend() as BackendWasm);
 * const row = { address: heap.address(tf.tensor1d([1, 2])), row: 2, column: 1 };
 * const column = { ...row, row: 1, column: 1 }; // the same two numbers, stood up
 * const c = heap.allocate(1);
 * multiplyAt(heap, row, column, c.address, 1, 1, 2);
 * assertEquals(heap.floats(c.address, 1)[0], 1 * 1 + 2 * 2);
 * heap.free(c);
 * ```
 */
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
