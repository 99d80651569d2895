import type { Prng } from "../../core/mod.ts";
import { binomialDensity } from "../distributions/binomial_density.ts";

/**
 * How many of n trials succeed, drawn at random.
 *
 * Where few are to be expected, the distribution is walked from 0 upward; elsewhere a hat around it
 * is drawn from and refused where it sticks out, which takes about 1.2 tries for any n.
 *
 * @param n How many trials, 0 or more.
 * @param p The chance of each, from 0 to 1.
 * @param prng Where the randomness comes from.
 *
 * Source: W. Hörmann, "The generation of binomial random variates", Journal of Statistical
 * Computation and Simulation 46 (1993), algorithm BTRS.
 */
export function drawBinomial(n: number, p: number, prng: Prng): number {
  if (p > 0.5) return n - drawBinomial(n, 1 - p, prng);
  if (p <= 0 || n === 0) return 0;
  return n * p < 10 ? walk(n, p, prng) : refuse(n, p, prng);
}

/** So far out that its share, below 1e-30, does not show in any number of draws. */
const FAR = 110;

function walk(n: number, p: number, prng: Prng): number {
  const odds = p / (1 - p);
  for (;;) {
    let left = prng.next() + prng.next() / 2 ** 32; // 32 bits alone could not reach rarer outcomes
    let share = Math.exp(n * Math.log1p(-p));
    for (let k = 0; k <= Math.min(n, FAR); k++) {
      if (left < share) return k;
      left -= share;
      share *= odds * (n - k) / (k + 1);
    }
  }
}

// The numbers below are those of the paper, fitted so that the hat lies close everywhere.
function refuse(n: number, p: number, prng: Prng): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const scale = (2.83 + 5.1 / b) * deviation;
  const sure = 0.92 - 4.2 / b;
  let top = 0; // the greatest share, only looked up when a draw is in doubt
  for (;;) {
    const u = prng.next() - 0.5;
    const v = prng.next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor((2 * a / us + b) * u + n * p + 0.5);
    if (us >= 0.07 && v <= sure) return k;
    if (k < 0 || k > n) continue;
    top ||= binomialDensity(Math.floor((n + 1) * p), n, p, 1 - p);
    if (v * scale / (a / (us * us) + b) * top <= binomialDensity(k, n, p, 1 - p)) return k;
  }
}
