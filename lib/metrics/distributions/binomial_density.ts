import { stirlingError } from "./log_gamma.ts";

/**
 * The probability of `x` successes in `n` trials, `n choose x · pˣ qⁿ⁻ˣ`, also between whole numbers.
 *
 * Logarithms of large factorials would lose as many digits as they have before the point; here
 * they have cancelled beforehand.
 *
 * @param x From 0 to n.
 * @param n Above 0.
 * @param p Chance of a success, from 0 to 1.
 * @param q 1 − p, given apart because a small one would lose its digits.
 *
 * Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */
export function binomialDensity(x: number, n: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(n * logOfShare(q, p));
  if (x === n) return Math.exp(n * logOfShare(p, q));
  const exponent = stirlingError(n) - stirlingError(x) - stirlingError(n - x) -
    deviance(x, n * p) - deviance(n - x, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}

/** The Poisson counterpart, `λˣ e^(−λ) / Γ(x + 1)`, for x > 0. */
export function poissonDensity(x: number, mean: number): number {
  if (mean === 0) return 0;
  return Math.exp(-stirlingError(x) - deviance(x, mean)) / Math.sqrt(2 * Math.PI * x);
}

/** log p, where q = 1 − p is the better known of the two if p is near 1. */
function logOfShare(p: number, q: number): number {
  return q < 0.5 ? Math.log1p(-q) : Math.log(p);
}

/** `x log(x / m) + m − x`, by a series where x is near m and the terms would cancel. */
function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  // |v| < 0.1, so that each term is a hundredth of the one before.
  for (let j = 3; Math.abs(term) > Math.abs(sum) * 1e-17; j += 2) {
    term *= v * v;
    sum += term / j;
  }
  return sum;
}
