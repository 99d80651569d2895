/**
 * Whether every value is a number and not infinite.
 *
 * @param values Any number of values.
 * @returns False if one is NaN, Infinity or −Infinity; true for an empty list.
 *
 * @example
 * ```ts
 * import { isFinite } from "./is_finite.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(isFinite([0, -0, 1e38]), true);
 * assertEquals(isFinite([0, NaN]), false);
 * ```
 */
export function isFinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return false;
  }
  return true;
}
