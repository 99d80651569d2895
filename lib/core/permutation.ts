import type { Prng } from "./prng.ts";

/**
 * The numbers 0 to n − 1 in a random order, every order equally likely (Fisher and Yates).
 *
 * @param n How many, 0 or more.
 * @param prng Where the randomness comes from; it moves on by n − 1 draws or a few more.
 * @returns A new array of n indices.
 *
 * @example
 * ```ts
 * import { createPrng, permutation } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const order = permutation(5, createPrng(0));
 * assertEquals(order.toSorted(), Uint32Array.of(0, 1, 2, 3, 4));
 * ```
 *
 * Source: D. Knuth, The Art of Computer Programming 2 (3rd ed., 1997), 3.4.2, algorithm P.
 */
export function permutation(n: number, prng: Prng): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = prng.nextInteger(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}
