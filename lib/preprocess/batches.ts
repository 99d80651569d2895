import { checkInteger, permutation, type Prng } from "../core/mod.ts";

/** What {@linkcode batches} may be told. */
export type BatchesOptions = {
  /** How many examples a batch has. @default 32 */
  size?: number | undefined;
  /** Shuffles; the same one over several epochs gives each its own order. @default not shuffled */
  prng?: Prng | undefined;
  /** Whether to leave out the last batch where it would be smaller. @default false */
  dropLast?: boolean | undefined;
};

/**
 * The positions of n examples in batches, each position once: one epoch.
 *
 * @param n How many examples, 0 or more.
 * @param options All may be left out.
 * @returns Batches of `size` positions, the last one smaller where n is no multiple of it.
 * @throws {RangeError} If `n` or `size` is not such a number.
 *
 * @example
 * ```ts
 * import { batches } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * const epoch = Array.from(batches(5, { size: 2 }), (batch) => [...batch]);
 * assertEquals(epoch, [[0, 1], [2, 3], [4]]);
 * ```
 */
export function* batches(
  n: number,
  { size = 32, prng, dropLast = false }: BatchesOptions = {},
): Generator<Uint32Array<ArrayBuffer>, void> {
  checkInteger("make batches", "n", n);
  checkInteger("make batches", "size", size, 1);
  const order = prng ? permutation(n, prng) : Uint32Array.from({ length: n }, (_, i) => i);
  const last = dropLast ? n - size : n - 1;
  for (let start = 0; start <= last; start += size) yield order.slice(start, start + size);
}
