import { cut, cutInTurns, type Range } from "./cut.ts";
import type { Kernels } from "./exports.ts";
import type { Heap } from "./heap.ts";

/** A matrix in memory: where (0, 0) lies, and its strides in floats. */
export type Matrix = { address: number; row: number; column: number };

/** Up to here a side counts as short, and the kernels made for a short side win (measured). */
const SHORT = 16;
/** So few rows are not worth packing the other factor for (measured). */
const FEW = 8;
/** From here on a row of results fills the registers. */
const WIDE = 32;
/** A product and sum that wait for memory take so much longer. */
const ROWS_COST = 4;
/** From here on a side counts as long. */
const LONG = 64;
/** Products and sums from which on it pays to look for zeros: they take some 20 µs. */
const LOOKED_AT = 2 ** 20;
/** Columns and rows of the piece of a right factor that `matmulSparse` packs, and floats of a list. */
const [STRIP, PANEL, LIST] = [32, 256, 518];
/** Values of the left factor, for each thread, that are listed before they are multiplied. */
const LISTED = 2 ** 17;
/** What a value that is packed takes, in products and sums. */
const MOVED = 4;
/** Values of the left factor that are looked at. */
const LOOKS = 64;

/** What is done with a product, in passing. */
export type Ending = {
  /** Byte address of a float for every column, which is added; 0 for none. */
  bias: number;
  /** Whether negative results become 0 then. */
  relu: boolean;
};

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
 * @param ending What is added to c and taken of it. @default nothing
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
  ending: Ending = { bias: 0, relu: false },
): void {
  const { pool } = heap;
  const work = m * n * k;
  if (n <= SHORT && k >= LONG && a.column === 1 && a.row === k) {
    const rows = cut(pool.threads, m, work, 2);
    const scratch = heap.scratch(...rows.map(({ from, to }) => n * 512 + 4 * (to - from) * n));
    pool.run(rows, (kernels, { from, to }, part) => {
      const [x, y] = [a.address + 4 * from * k, c + 4 * from * n];
      kernels.matmulNarrow(x, b.address, b.row, b.column, y, to - from, n, k, scratch[part]!);
    });
  } else if (n <= SHORT && m >= LONG && a.row === 1 && a.column === m && b.column === 1) {
    const rows = cut(pool.threads, m, work, 8);
    const scratch = heap.scratch(...rows.map(() => 8 * n));
    pool.run(rows, (kernels, { from, to }, part) => {
      const [x, y] = [a.address + 4 * from, c + 4 * from * n];
      kernels.matmulOuter(x, m, b.address, y, to - from, n, k, scratch[part]!);
    });
  } else if (k <= SHORT && n >= LONG) {
    const columns = cut(pool.threads, n, work, 512);
    const scratch = heap.scratch(...columns.map(() => k * 512));
    pool.run(columns, (kernels, { from, to }, part) => {
      const [w, y] = [b.address + 4 * from * b.column, c + 4 * from];
      const room = scratch[part]!;
      kernels.matmulShallow(
        ...[a.address, a.row, a.column, w, b.row, b.column, y, n, m, to - from, k, room] as const,
      );
    });
  } else if (m <= FEW && n >= WIDE && a.column === 1 && a.row === k && b.column === 1) {
    const columns = cut(pool.threads, n, ROWS_COST * work, 32);
    pool.run(columns, (kernels, { from, to }) => {
      kernels.matmulRows(a.address, b.address + 4 * from, b.row, c + 4 * from, n, m, to - from, k);
    });
  } else return packed(heap, a, b, c, m, n, k, ending);
  finish(heap, c, m, n, ending);
}

function finish({ kernels }: Heap, c: number, m: number, n: number, { bias, relu }: Ending): void {
  if (bias) kernels.addBias(c, bias, c, m, n, relu ? 1 : 0);
  else if (relu) kernels.activate(c, 0, c, m * n, 1);
}

/** Each thread packs all of the factor that is not cut, so the larger one is. */
function packed(
  heap: Heap,
  a: Matrix,
  b: Matrix,
  c: number,
  m: number,
  n: number,
  k: number,
  ending: Ending,
): void {
  const mayBeSparse = m * n * k >= LOOKED_AT && isInOnePiece(b, k, n) && isSparse(heap, a, m, n, k);
  if (mayBeSparse && sparse(heap, a, b, c, m, n, k, ending)) return;
  const byRows = m > n;
  const ranges = cut(heap.pool.threads, byRows ? m : n, m * n * k, byRows ? 4 : 8);
  const scratch = heap.scratch(...ranges.map(() => 32 + 256 * (96 + 256)));
  heap.pool.run(ranges, (kernels, { from, to }, part) => {
    const [x, w, y, height, width, first] = byRows
      ? [a.address + 4 * from * a.row, b.address, c + 4 * from * n, to - from, n, 0] as const
      : [a.address, b.address + 4 * from * b.column, c + 4 * from, m, to - from, from] as const;
    const { bias, relu } = ending;
    const factors = [x, a.row, a.column, w, b.row, b.column] as const;
    const end = [bias && bias + 4 * first, relu ? 1 : 0, scratch[part]!] as const;
    kernels.matmulTiled(...factors, y, n, height, width, k, ...end);
  });
}

/**
 * The product without the zeros of the left factor. Threads list what is left of its rows and share the
 * columns then, or the rows where the columns cannot be shared evenly. False, and nothing of worth in c,
 * if not all of the right factor is finite.
 */
function sparse(
  heap: Heap,
  a: Matrix,
  b: Matrix,
  c: number,
  m: number,
  n: number,
  k: number,
  { bias, relu }: Ending,
): boolean {
  const { pool } = heap;
  const work = m * n * k;
  const strips = Math.ceil(n / STRIP);
  const byRows = m > n && strips % pool.threads > 0 && strips < 8 * pool.threads;
  const turns = Math.ceil(m * k / (LISTED * (byRows ? pool.threads : 2)));
  const most = Math.ceil(m / turns);
  const columns = cutInTurns(byRows ? 1 : pool.threads, n, work, STRIP);
  const parts = 2 * pool.threads;
  const listed = LIST * Math.ceil(k / PANEL);
  const room = STRIP * (1 + 8 * (PANEL + 1));
  const [lists, flags, ...rooms] = heap.scratch(
    ...[most * listed, parts, ...Array<number>(parts).fill(room)],
  ) as [number, number, ...number[]];
  for (let first = 0; first < m; first += most) {
    const height = Math.min(most, m - first);
    const rows = cutInTurns(pool.threads, height, byRows ? work : MOVED * height * k, 4);
    const list = (kernels: Kernels, { from, to }: Range, part: number) => {
      const x = a.address + 4 * (first + from) * a.row;
      const own = lists + 4 * from * listed;
      kernels.listNonzeros(x, a.row, a.column, to - from, k, own, rooms[part]!);
    };
    const multiply = (
      kernels: Kernels,
      { from, to }: Range,
      { from: column, to: end }: Range,
      part: number,
    ) => {
      const own = lists + 4 * from * listed;
      const w = [b.address + 4 * column * b.column, b.row, b.column] as const;
      const y = [c + 4 * ((first + from) * n + column), n] as const;
      const ending = [bias && bias + 4 * column, relu ? 1 : 0] as const;
      const rest = [flags + 4 * part, rooms[part]!] as const;
      kernels.matmulSparse(own, ...w, ...y, to - from, end - column, k, ...ending, ...rest);
    };
    if (byRows) {
      pool.run(rows, (kernels, range, part) => {
        list(kernels, range, part);
        multiply(kernels, range, columns[0]!, part);
      });
    } else {
      pool.run(rows, list);
      pool.run(columns, (kernels, range, part) => {
        multiply(kernels, { from: 0, to: height }, range, part);
      });
    }
    const told = byRows ? rows.length : columns.length;
    const { buffer } = heap.floats(flags, told);
    if (!new Int32Array(buffer, flags, told).every(Boolean)) return false;
  }
  return true;
}

/** Whether a matrix is all that lies from its first float to its last one. */
function isInOnePiece({ row, column }: Matrix, rows: number, columns: number): boolean {
  return (column === 1 && row === columns) || (row === 1 && column === rows);
}

/**
 * Whether `matmulSparse` pays, as measured: where columns outweigh the lists, and of a factor's values
 * fewer than three fifths are not 0; fewer yet where the strips of 32 columns are not filled. Judged by
 * some values that lie evenly spread (M. Roberts, The Unreasonable Effectiveness of Quasirandom
 * Sequences, 2018): both kernels give the same, so that a wrong guess only takes time.
 */
function isSparse(
  heap: Heap,
  { address, row, column }: Matrix,
  m: number,
  n: number,
  k: number,
): boolean {
  if (n < LONG) return false;
  const most = 0.6 * LOOKS * n / (32 * Math.ceil(n / 32));
  const values = heap.floats(address, (m - 1) * row + (k - 1) * column + 1);
  let others = 0;
  for (let look = 1; look <= LOOKS; look++) {
    const i = Math.floor((look * 0.7548776662466927 % 1) * m);
    const p = Math.floor((look * 0.5698402909980532 % 1) * k);
    if (values[i * row + p * column] !== 0 && ++others > most) return false;
  }
  return true;
}
