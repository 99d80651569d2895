import { binomialDensity } from "./binomial_density.ts";
import { continuedFraction } from "./continued_fraction.ts";

/** The probabilities to both sides of a point, each with all its digits. */
export type Sides = { below: number; above: number };

/**
 * The beta distribution with parameters `a` and `b` below and above a point: the regularised
 * incomplete beta function and its complement.
 *
 * Good to about 1e-13 relative on both sides, for parameters up to 10⁸ and more.
 *
 * @param x The point, from 0 to 1.
 * @param y 1 − x, given apart because a small one would lose its digits.
 * @param a A number above 0.
 * @param b A number above 0.
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.17.22.
 */
export function betaSides(x: number, y: number, a: number, b: number): Sides {
  if (x <= 0) return { below: 0, above: 1 };
  if (y <= 0) return { below: 1, above: 0 };
  // The fraction converges fast only to the left of the mean; to the right the mirror image does.
  if (x > (a + 1) / (a + b + 2)) {
    const { below, above } = betaSides(y, x, b, a);
    return { below: above, above: below };
  }
  const below = slope(x, y, a, b) / (a * fraction(x, a, b));
  return { below, above: 1 - below };
}

/** `xᵃ yᵇ / B(a, b)`: the density times x y, the change of the probability with log(x / y). */
function slope(x: number, y: number, a: number, b: number): number {
  return binomialDensity(a, a + b, x, y) * (a * b / (a + b));
}

function fraction(x: number, a: number, b: number): number {
  return continuedFraction(1, (step) => {
    const m = step >> 1;
    const numerator = step % 2 === 0
      ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    return [numerator, 1];
  });
}

/**
 * The point below which a draw from the beta distribution falls with probability `p`.
 *
 * Newton's method on the logarithm of the probability as a function of log(x / y). That function
 * rises and is concave, so the method cannot go astray.
 *
 * @param p A probability, 0 < p <= ½; for more, ask for 1 − p with `a` and `b` exchanged.
 * @param a A number above 0.
 * @param b A number above 0.
 * @returns The point x and y = 1 − x.
 */
export function betaQuantile(p: number, a: number, b: number): { x: number; y: number } {
  let logit = Math.log(a / b);
  let before = logit;
  for (let step = 0; step < MAX_STEPS; step++) {
    const { x, y } = ofLogit(logit);
    const { below } = betaSides(x, y, a, b);
    // A first step so far that nothing is left of the probability is taken back by halves.
    const move = below === 0
      ? (before - logit) / 2
      : (Math.log(p / below) * below) / slope(x, y, a, b);
    if (!Number.isFinite(move) || Math.abs(move) <= 2e-16 * Math.max(1, Math.abs(logit))) break;
    if (below > 0) before = logit;
    logit += move;
  }
  return ofLogit(logit);
}

/** Ten are usual; an answer that still wavers in its last digit after so many is the answer. */
const MAX_STEPS = 100;

function ofLogit(logit: number): { x: number; y: number } {
  return { x: 1 / (1 + Math.exp(-logit)), y: 1 / (1 + Math.exp(logit)) };
}
