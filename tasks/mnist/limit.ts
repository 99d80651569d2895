import type { Digits } from "descent/data";

/**
 * The first digits of a set, without a copy.
 *
 * @param digits The set.
 * @param limit How many at most; all where not given.
 * @returns The first `limit` of them.
 */
export function firstDigits(digits: Digits, limit = digits.n): Digits {
  const n = Math.min(limit, digits.n);
  return {
    ...digits,
    n,
    images: digits.images.subarray(0, n * digits.height * digits.width),
    labels: digits.labels.subarray(0, n),
  };
}
