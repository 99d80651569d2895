import { checkInteger } from "./check.ts";

/** A seeded source of random numbers. Same seed, same numbers, on every machine. */
export type Prng = {
  /** The next number, uniform on [0, 1), with 32 random bits. */
  next(): number;
  /** The next whole number, uniform on [0, n), n from 1 to 2³². */
  nextInteger(n: number): number;
  /** The next number from the normal distribution with mean 0 and standard deviation 1. */
  nextNormal(): number;
};

/**
 * A small seeded random number generator: sfc32, whose state is filled from the seed by splitmix32.
 *
 * Not for secrets.
 *
 * @param seed A whole number from 0 to 2³² − 1.
 * @returns The generator. It keeps its own state and shares none.
 * @throws {RangeError} If `seed` is not such a number.
 *
 * @example The same seed gives the same numbers
 * ```ts
 * import { createPrng } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(createPrng(7).next(), createPrng(7).next());
 * ```
 *
 * Source: C. Doty-Humphrey, PractRand (2014), sfc32; G. Steele, D. Lea, C. Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014.
 */
export function createPrng(seed: number): Prng {
  checkInteger("create a random number generator", "seed", seed, 0, 2 ** 32 - 1);
  const mix = splitmix32(seed);
  let a = mix();
  let b = mix();
  let c = mix();
  let counter = 1;
  for (let i = 0; i < 12; i++) bits(); // lets near seeds drift apart, as PractRand does

  function bits(): number {
    const sum = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  const next = () => bits() / 2 ** 32;

  return {
    next,
    nextInteger(n) {
      checkInteger("draw a random integer", "n", n, 1, 2 ** 32);
      // Draws above the largest multiple of n are thrown away: a plain remainder favours small ones.
      const limit = 2 ** 32 - (2 ** 32 % n);
      let draw = bits();
      while (draw >= limit) draw = bits();
      return draw % n;
    },
    nextNormal() {
      const radius = Math.sqrt(-2 * Math.log(1 - next())); // 1 - u is never 0
      return radius * Math.cos(2 * Math.PI * next()); // Box and Muller (1958)
    },
  };
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
}
