import { cannot, checkBetween, checkInteger } from "../../core/mod.ts";
import { betaQuantile } from "../distributions/beta.ts";
import { normalQuantile } from "../normal_quantile.ts";
import { wilsonInterval } from "../wilson_interval.ts";
import type { Estimate, LevelOptions } from "./estimate_type.ts";

/** How the interval of a share is made; `proportionInterval` tells when to take which. */
export type ProportionMethod =
  | "wilson"
  | "wilsonCorrected"
  | "clopperPearson"
  | "agrestiCoull"
  | "jeffreys"
  | "wald";

/** What `proportionInterval` may be told. */
export type ProportionIntervalOptions = LevelOptions & {
  /** @default "wilson" */
  method?: ProportionMethod;
};

/**
 * A share with its interval, judging from `successes` in `n` trials: an accuracy, a recall, a rate.
 *
 * - `wilson`: holds the true share as often as it says, on average over shares. The usual choice.
 * - `clopperPearson`: holds it at least so often, for every share; wider. From the binomial
 *   distribution itself: its ends are those of which k or more, or fewer, successes are as rare as
 *   (1 − level) / 2.
 * - `wilsonCorrected`: Wilson's with continuity correction, close to Clopper and Pearson's.
 * - `jeffreys`: of the Bayesian who thought every share likely beforehand as Beta(½, ½).
 * - `agrestiCoull`: `p̃ ± z √(p̃(1 − p̃)/ñ)` with z²/2 successes and failures added; simple, wide.
 * - `wald`: `p ± z √(p(1 − p)/n)`, that of many textbooks. Far too narrow near 0 and 1.
 *
 * @param successes How many trials succeeded, a whole number from 0 to n.
 * @param n How many trials there were, a whole number of at least 1.
 * @param options The method and the level.
 * @returns The share, and its interval within 0 and 1.
 * @throws {RangeError} If a number is not whole or outside its range, or the method is not known.
 *
 * @example Ten of ten right does not mean that the next will be
 * ```ts
 * import { proportionInterval } from "descent/metrics";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const { value, interval } = proportionInterval(10, 10, { method: "clopperPearson" });
 * assertEquals(value, 1);
 * assertAlmostEquals(interval[0], 0.69150, 1e-5);
 * assertEquals(proportionInterval(10, 10, { method: "wald" }).interval, [1, 1]);
 * ```
 *
 * Source: L. Brown, T. Cai and A. DasGupta, "Interval estimation for a binomial proportion",
 * Statistical Science 16 (2001), 101–133; R. Newcombe, Statistics in Medicine 17 (1998), 857–872,
 * for the corrected form.
 */
export function proportionInterval(
  successes: number,
  n: number,
  { method = "wilson", level = 0.95 }: ProportionIntervalOptions = {},
): Estimate {
  checkInteger(ACTION, "n", n, 1);
  checkInteger(ACTION, "successes", successes, 0, n);
  checkBetween(ACTION, "level", level, 0, 1);
  const make = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (make) return { value: successes / n, interval: make(successes, n, level), n, method };
  const known = Object.keys(METHODS).join(", ");
  throw new RangeError(cannot(ACTION, `method must be one of ${known}`, method));
}

const ACTION = "compute proportionInterval";

type Ends = [number, number];

const METHODS: Record<ProportionMethod, (k: number, n: number, level: number) => Ends> = {
  wilson: (k, n, level) => wilsonInterval(k, n, { level }),
  wilsonCorrected,
  clopperPearson,
  agrestiCoull(k, n, level) {
    const z = zOf(level);
    return around((k + z * z / 2) / (n + z * z), n + z * z, z);
  },
  jeffreys: (k, n, level) => betaEnds((1 - level) / 2, [k + 0.5, n - k + 0.5]),
  wald: (k, n, level) => around(k / n, n, zOf(level)),
};

function clopperPearson(k: number, n: number, level: number): Ends {
  const tail = (1 - level) / 2;
  return [
    k === 0 ? 0 : betaQuantile(tail, k, n - k + 1).x,
    k === n ? 1 : betaQuantile(tail, n - k, k + 1).y,
  ];
}

function betaEnds(tail: number, [a, b]: [number, number]): Ends {
  return [betaQuantile(tail, a, b).x, betaQuantile(tail, b, a).y];
}

function around(p: number, n: number, z: number): Ends {
  const half = z * Math.sqrt(p * (1 - p) / n);
  return [Math.max(0, p - half), Math.min(1, p + half)];
}

function wilsonCorrected(k: number, n: number, level: number): Ends {
  const z = zOf(level);
  const low = (p: number) => {
    const root = z * Math.sqrt(z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1));
    return (2 * n * p + z * z - 1 - root) / (2 * (n + z * z));
  };
  return [
    k === 0 ? 0 : Math.max(0, low(k / n)),
    k === n ? 1 : Math.min(1, 1 - low((n - k) / n)),
  ];
}

function zOf(level: number): number {
  return -normalQuantile((1 - level) / 2);
}
