import { cannot } from "../core/mod.ts";
import { short } from "./estimate.ts";

/** What is taken from counts of 0, 1, 2, and 3 or more; and what to tell where it was not found. */
export type Discounts = { discounts: number[]; note?: string };

/**
 * The three discounts of modified Kneser–Ney: D_k = k − (k + 1) Y n_{k+1} / n_k for k = 1, 2, 3,
 * with Y = n_1 / (n_1 + 2 n_2).
 *
 * As for KenLM, `fallback` stands in for all three where n_1, n_2 or n_3 is 0 or one of them is
 * below 0 or above k.
 *
 * Source: S. Chen, J. Goodman, "An empirical study of smoothing techniques for language modeling",
 * TR-10-98, Harvard (1998), equation 26.
 */
export function modifiedDiscounts(
  n: number[],
  order: number,
  fallback: readonly number[] | "error" = [0.5, 1, 1.5],
): Discounts {
  const y = n[1]! / (n[1]! + 2 * n[2]!);
  const found = [1, 2, 3].map((k) => k - (k + 1) * y * n[k + 1]! / n[k]!);
  if (found.every((d, i) => d >= 0 && d <= i + 1)) return { discounts: [0, ...found] };
  const counted = `${n[1]}, ${n[2]}, ${n[3]} and ${n[4]}`;
  if (fallback === "error") {
    const needed = `n-grams of order ${order} counted once to four times must yield discounts ` +
      `from 0 to 1, 2 and 3 (or give the option fallback)`;
    throw new RangeError(cannot("estimate modified-kneser-ney", needed, n.slice(1, 5)));
  }
  const [d1, d2, d3] = fallback.length === 1 ? [...fallback, ...fallback, ...fallback] : fallback;
  const note = `Order ${order}: ${counted} n-grams counted once to four times do not yield ` +
    `discounts; ${short(d1!)}, ${short(d2!)} and ${short(d3!)} are taken instead.`;
  return { discounts: [0, d1!, d2!, d3!], note };
}

/**
 * One discount for all counts: n_1 / (n_1 + 2 n_2), or 0.75 where no n-gram was counted once or
 * none twice.
 *
 * Source: H. Ney, U. Essen, R. Kneser, "On structuring probabilistic dependences in stochastic
 * language modelling", Computer Speech and Language 8 (1994).
 */
export function absoluteDiscount(n: number[], order: number, given?: number): Discounts {
  const found = n[1]! / (n[1]! + 2 * n[2]!);
  const usable = n[1]! > 0 && n[2]! > 0;
  const d = given ?? (usable ? found : 0.75);
  const discounts = [0, d, d, d];
  if (given !== undefined || usable) return { discounts };
  const note =
    `Order ${order}: ${n[1]} and ${n[2]} n-grams counted once and twice do not yield a ` +
    `discount; 0.75 is taken instead.`;
  return { discounts, note };
}
