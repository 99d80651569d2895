/** A piece of a run of rows, images or values: from `from` up to `to`, without it. */
export type Range = { from: number; to: number };

/** Work that is worth another thread: products and sums that take some 4 µs. */
const WORTH = 2 ** 17;

/**
 * Cuts `count` rows, images or values into ranges, one a thread: as even as `step` allows, and fewer
 * where the work is small.
 *
 * @param threads How many there are to share the work.
 * @param count How many rows, images or values.
 * @param work Products and sums for all of them; a value that is read, changed and written counts
 * as some 8.
 * @param step Ranges begin at multiples of it. @default 1
 * @returns The ranges, in order; one at least.
 *
 * @example
 * ```ts
 * import { cut } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cut(2, 32, 1e7, 6), [{ from: 0, to: 18 }, { from: 18, to: 32 }]);
 * assertEquals(cut(2, 32, 1000, 6), [{ from: 0, to: 32 }]); // not worth a second thread
 * ```
 */
export function cut(threads: number, count: number, work: number, step = 1): Range[] {
  const steps = Math.ceil(count / step);
  const parts = Math.max(1, Math.min(threads, steps, Math.floor(work / WORTH)));
  if (parts === 1) return [{ from: 0, to: count }]; // most calls
  return Array.from({ length: parts }, (_, part) => ({
    from: step * Math.ceil(part * steps / parts),
    to: Math.min(count, step * Math.ceil((part + 1) * steps / parts)),
  }));
}
