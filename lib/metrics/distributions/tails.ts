import { betaQuantile, betaSides } from "./beta.ts";
import { gammaSides } from "./gamma.ts";

/** The probability that a standard normal draw exceeds `z`, with all its digits far out too. */
export function normalAbove(z: number): number {
  const { below, above } = gammaSides((z * z) / 2, 0.5);
  return z < 0 ? 0.5 + below / 2 : above / 2;
}

/** The probability that a standard normal draw is at most `z`. */
export function normalBelow(z: number): number {
  return normalAbove(-z);
}

/** The probability that a draw from the chi-square distribution exceeds `x`. */
export function chiSquareAbove(x: number, degreesOfFreedom: number): number {
  return gammaSides(x / 2, degreesOfFreedom / 2).above;
}

/** The probability that a draw from Student's t distribution exceeds `t`. */
export function studentAbove(t: number, degreesOfFreedom: number): number {
  if (!Number.isFinite(t)) return t > 0 ? 0 : 1;
  const whole = degreesOfFreedom + t * t;
  const { below, above } = betaSides(
    degreesOfFreedom / whole,
    (t * t) / whole,
    degreesOfFreedom / 2,
    0.5,
  );
  return t < 0 ? 0.5 + above / 2 : below / 2;
}

/** The number that a draw from Student's t distribution exceeds with probability `p`, p <= ½. */
export function studentQuantileAbove(p: number, degreesOfFreedom: number): number {
  if (p === 0.5) return 0;
  // t² / (ν + t²) is distributed as Beta(½, ν/2), and both of its tails are those of ±t.
  const { x, y } = 2 * p <= 0.5
    ? betaQuantile(2 * p, degreesOfFreedom / 2, 0.5)
    : mirrored(betaQuantile(1 - 2 * p, 0.5, degreesOfFreedom / 2));
  return Math.sqrt(degreesOfFreedom * y / x);
}

function mirrored({ x, y }: { x: number; y: number }): { x: number; y: number } {
  return { x: y, y: x };
}

/** The probability that a draw from the F distribution exceeds `f`, f >= 0. */
export function fAbove(f: number, above: number, below: number): number {
  if (f === Infinity) return 0;
  const whole = below + above * f;
  return betaSides(below / whole, (above * f) / whole, below / 2, above / 2).below;
}

/** The probability of at most `k` successes in `n` trials, each with chance `p`. */
export function binomialAtMost(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaSides(1 - p, p, n - k, k + 1).below;
}

/** The probability of at least `k` successes in `n` trials, each with chance `p`. */
export function binomialAtLeast(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  return k > n ? 0 : betaSides(p, 1 - p, k, n - k + 1).below;
}
