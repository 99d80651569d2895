import { poissonDensity } from "./binomial_density.ts";
import type { Sides } from "./beta.ts";
import { continuedFraction } from "./continued_fraction.ts";

/**
 * The gamma distribution with shape `a` and scale 1 below and above a point: the regularised
 * incomplete gamma functions P(a, x) and Q(a, x).
 *
 * @param x The point, 0 or more.
 * @param a A number above 0.
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.7.1 (series) and 8.9.2 (fraction).
 */
export function gammaSides(x: number, a: number): Sides {
  if (x <= 0) return { below: 0, above: 1 };
  if (x === Infinity) return { below: 1, above: 0 };
  if (x < a + 1) {
    const below = poissonDensity(a, x) * series(x, a);
    return { below, above: 1 - below };
  }
  const above = poissonDensity(a, x) * a /
    continuedFraction(x + 1 - a, (i) => [-i * (i - a), x + 2 * i + 1 - a]);
  return { below: 1 - above, above };
}

/** `1 + x / (a + 1) + x² / ((a + 1)(a + 2)) + …` */
function series(x: number, a: number): number {
  let term = 1;
  let sum = 1;
  for (let i = 1; term > sum * 1e-17; i++) {
    term *= x / (a + i);
    sum += term;
  }
  return sum;
}
