import { dropout } from "./reference/dropout.ts";

/**
 * What values are multiplied by where some are dropped: 0, or `1 / (1 − rate)`.
 *
 * The kernel `dropout` drops the same ones without such a list, several times as fast.
 *
 * @param n How many values.
 * @param rate The share that is dropped, 0 or more and below 1.
 * @param key What is drawn by: any 32 bits.
 * @returns The factors, shape `(n)`.
 *
 * @example
 * ```ts
 * import { dropoutMask } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new Set(dropoutMask(100, 0.5, 7)), new Set([0, 2]));
 * ```
 */
export function dropoutMask(n: number, rate: number, key: number): Float32Array {
  const scale = 1 / (1 - rate);
  return dropout(new Float32Array(n).fill(1), { key, least: dropoutBound(rate), scale });
}

/**
 * The number below which a draw of 32 bits means that a value is dropped.
 *
 * @param rate The share that is dropped, 0 or more and below 1.
 * @returns A whole number from 0 to 2³² − 1.
 *
 * @example
 * ```ts
 * import { dropoutBound } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(dropoutBound(0.25), 2 ** 30);
 * ```
 */
export function dropoutBound(rate: number): number {
  return Math.floor(rate * 2 ** 32);
}
