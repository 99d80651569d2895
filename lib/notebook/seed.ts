import { createPrng, type Prng } from "../core/mod.ts";

/**
 * Makes a notebook draw the same random numbers in every run, and gives a generator for its own use.
 *
 * JavaScript's own generator cannot be seeded, and libraries draw from it where they are given no seed
 * (TensorFlow.js for the first weights of a layer). So this puts a seeded one in its place, for
 * the rest of the program.
 *
 * @param n A whole number from 0 to 2³² − 1.
 * @returns A generator with that seed. Its numbers are not those that libraries draw.
 * @throws {RangeError} If `n` is not such a number.
 *
 * @example
 * ```ts
 * import { seed } from "descent/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * const first = [seed(7).next(), Math.random()];
 * assertEquals([seed(7).next(), Math.random()], first);
 * ```
 */
export function seed(n: number): Prng {
  const prng = createPrng(n);
  const forLibraries = createPrng(prng.nextInteger(2 ** 32));
  Object.assign(Math, { random: forLibraries.next });
  return createPrng(n);
}
