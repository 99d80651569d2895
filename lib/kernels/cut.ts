/** A piece of a run of rows, images or values: from `from` up to `to`, without it. */
export type Range = { from: number; to: number };

/** Work that is worth another thread: products and sums that take some 4 µs. */
const WORTH = 2 ** 17;
/** Work that is worth a turn of its own: it takes some 30 µs, and to pack for it or to hand it over some 3. */
const WORTH_A_TURN = 2 ** 21;

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

/**
 * The same, with the last quarter of each range as a range of its own, which come first: a pool hands
 * out the last ones first, so that a thread that another program has slowed down leaves its quarter to
 * those that are done. Where a quarter is little work, the ranges are those of `cut`.
 *
 * @param threads How many there are to share the work.
 * @param count How many rows, images or values.
 * @param work Products and sums for all of them.
 * @param step Ranges begin at multiples of it. @default 1
 * @returns The ranges: up to two a thread, first those that are taken last.
 *
 * @example
 * ```ts
 * import { cutInTurns } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * const [second, fourth, first, third] = cutInTurns(2, 512, 1e8, 32);
 * assertEquals([first, second], [{ from: 0, to: 192 }, { from: 192, to: 256 }]);
 * assertEquals([third, fourth], [{ from: 256, to: 448 }, { from: 448, to: 512 }]);
 * ```
 */
export function cutInTurns(threads: number, count: number, work: number, step = 1): Range[] {
  const ranges = cut(threads, count, work, step);
  if (ranges.length === 1 || work < 4 * ranges.length * WORTH_A_TURN) return ranges;
  const middles = ranges.map(({ from, to }) => from + step * Math.ceil(0.75 * (to - from) / step));
  return [
    ...ranges.map(({ to }, i) => ({ from: middles[i]!, to })).filter(({ from, to }) => from < to),
    ...ranges.map(({ from, to }, i) => ({ from, to: Math.min(to, middles[i]!) })),
  ];
}
