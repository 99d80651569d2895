import { cannot, checkBetween, checkInteger } from "../../core/mod.ts";
import { binomialDensity } from "../distributions/binomial_density.ts";
import { binomialAtLeast, binomialAtMost } from "../distributions/tails.ts";
import { normalQuantile } from "../normal_quantile.ts";

/** How often two models are expected to disagree. */
export type Disagreement = {
  /** The share of samples that only A gets right, 0 to 1. */
  onlyA: number;
  /** The share of samples that only B gets right, 0 to 1; both together at most 1. */
  onlyB: number;
};

/** What `mcNemarSampleSize` must and may be told. */
export type SampleSizeOptions = Disagreement & {
  /** How often the difference shall be found, between 0 and 1. @default 0.8 */
  power?: number;
  /** How often a difference is found where there is none, between 0 and 1. @default 0.05 */
  alpha?: number;
};

/**
 * How many test samples it takes to see that one model is more often right than another, by
 * McNemar's test.
 *
 * `n = (z_{1−α/2} √ψ + z_power √(ψ − δ²))² / δ²` with ψ = onlyA + onlyB, δ = onlyA − onlyB
 *
 * What counts is how often the models disagree: a difference of one point in accuracy takes few
 * samples between models that agree on nearly everything, many between ones that err apart.
 *
 * @param options The expected disagreement, the power, and the level of the test.
 * @returns A number of samples, rounded up. The exact test takes a few per cent more: see
 * {@linkcode mcNemarPower}.
 * @throws {RangeError} If a share is outside its range or the two are equal.
 *
 * @example A gets 3 % right that B does not, B 2 % that A does not
 * ```ts
 * import { mcNemarSampleSize } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(mcNemarSampleSize({ onlyA: 0.03, onlyB: 0.02 }), 3923);
 * ```
 *
 * Source: R. Connor, "Sample size for testing differences in proportions for the paired-sample
 * design", Biometrics 43 (1987), 207–211.
 */
export function mcNemarSampleSize(
  { onlyA, onlyB, power = 0.8, alpha = 0.05 }: SampleSizeOptions,
): number {
  const action = "compute mcNemarSampleSize";
  checkDisagreement(action, onlyA, onlyB);
  if (onlyA === onlyB) {
    throw new RangeError(cannot(action, "onlyA and onlyB must differ", onlyA));
  }
  checkBetween(action, "power", power, 0, 1);
  checkBetween(action, "alpha", alpha, 0, 1);
  const [sum, difference] = [onlyA + onlyB, onlyA - onlyB];
  const ofChance = -normalQuantile(alpha / 2) * Math.sqrt(sum);
  const ofTruth = normalQuantile(power) * Math.sqrt(sum - difference ** 2);
  return Math.max(1, Math.ceil(((ofChance + ofTruth) / difference) ** 2));
}

/** What `mcNemarPower` must and may be told. */
export type PowerOptions = Disagreement & {
  /** How many test samples there are, 1 or more. */
  n: number;
  /** How often a difference is found where there is none, between 0 and 1. @default 0.05 */
  alpha?: number;
};

/**
 * How often McNemar's exact test will find a difference between two models, from n test samples.
 *
 * Adds up over how many disagreements there may be (binomial), and for each over how they may fall
 * to the two sides and be found.
 *
 * @param options The expected disagreement, n, and the level of the test.
 * @returns A probability between 0 and 1; with equal shares, how often the test gives false alarm.
 * @throws {RangeError} If a share or number is outside its range.
 *
 * @example A thousand test images see a difference of one point in one case of ten
 * ```ts
 * import { mcNemarPower } from "descent/metrics";
 * import { assert } from "@std/assert";
 *
 * const power = mcNemarPower({ onlyA: 0.05, onlyB: 0.04, n: 1000 });
 * assert(power > 0.1 && power < 0.2);
 * ```
 */
export function mcNemarPower({ onlyA, onlyB, n, alpha = 0.05 }: PowerOptions): number {
  const action = "compute mcNemarPower";
  checkDisagreement(action, onlyA, onlyB);
  checkInteger(action, "n", n, 1);
  checkBetween(action, "alpha", alpha, 0, 1);
  const sum = onlyA + onlyB;
  if (sum === 0) return 0;
  const spread = 9 * Math.sqrt(n * sum * (1 - sum)) + 10; // beyond, less than 1e-18 is left out
  const from = Math.max(1, Math.floor(n * sum - spread));
  const to = Math.min(n, Math.ceil(n * sum + spread));
  let power = 0;
  for (let disagreements = from; disagreements <= to; disagreements++) {
    const share = binomialDensity(disagreements, n, sum, 1 - sum);
    power += share * foundShare(disagreements, onlyA / sum, alpha);
  }
  return Math.min(1, power);
}

/** How often the exact test is below alpha, where each disagreement falls to A with chance `p`. */
function foundShare(disagreements: number, p: number, alpha: number): number {
  // The largest count on the lesser side that is still found: 2 P(X <= count) <= alpha.
  let [low, high] = [-1, Math.floor(disagreements / 2)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (2 * binomialAtMost(middle, disagreements, 0.5) <= alpha) low = middle;
    else high = middle - 1;
  }
  if (low < 0) return 0;
  return binomialAtMost(low, disagreements, p) +
    binomialAtLeast(disagreements - low, disagreements, p);
}

function checkDisagreement(action: string, onlyA: number, onlyB: number): void {
  if (!(onlyA >= 0 && onlyB >= 0 && onlyA + onlyB <= 1)) {
    const needed = "onlyA and onlyB must be shares of at least 0, at most 1 together";
    throw new RangeError(`${cannot(action, needed)}, got ${onlyA} and ${onlyB}`);
  }
}
