import { cannot, checkBetween } from "../../core/mod.ts";
import { normalBelow } from "../distributions/tails.ts";
import { normalQuantile } from "../normal_quantile.ts";
import { checkFinite } from "../regression/numbers.ts";
import type { LevelOptions } from "./estimate_type.ts";

/** How an interval is read off resampled values; `bootstrapInterval` tells when to take which. */
export type BootstrapMethod = "percentile" | "basic" | "bca";

/** What a bootstrap came to. */
export type Replicates = {
  /** The statistic of the data themselves. */
  value: number;
  /** The statistic of each resample, shape `(resamples)`. */
  replicates: ArrayLike<number>;
  /** The statistic without each sample in turn, shape `(n)`; only BCa needs it. */
  jackknife?: ArrayLike<number>;
  /** How often each of these stands for an equal one, shape `(n)`. @default 1 for each */
  jackknifeCounts?: ArrayLike<number>;
};

/** What `bootstrapInterval` may be told. */
export type BootstrapIntervalOptions = LevelOptions & {
  /** @default "percentile" */
  method?: BootstrapMethod;
};

/** An interval from resampled values. */
export type BootstrapInterval = {
  /** Lower and upper end. */
  interval: [number, number];
  /** The standard deviation of the replicates, with n − 1: the standard error of the statistic. */
  standardError: number;
  /** Of BCa: how far the replicates lie to one side, and how the error grows with the statistic. */
  bca?: { bias: number; acceleration: number; tails: [number, number] };
};

/**
 * An interval from a bootstrap that has been made.
 *
 * - `percentile`: the quantiles of the replicates at (1 − level)/2 and above.
 * - `basic`: those mirrored at the statistic, for statistics that resampling moves to one side.
 * - `bca`: quantiles moved by the bias of the replicates and by the skewness of the jackknife, which
 *   makes the error in coverage of order 1/n where the others have 1/√n.
 *
 * Quantiles are interpolated linearly between the sorted replicates. Where all replicates, or all
 * values of the jackknife, are equal, BCa is 0/0 and an error; the others give an interval without
 * width.
 *
 * @param replicates The statistic of the data, of resamples, and for BCa of the jackknife.
 * @param options The method and the level.
 * @returns The interval, the standard error, and what BCa found.
 * @throws {RangeError} If there are fewer than two replicates, one is not finite, BCa lacks a
 * jackknife or nothing varies in it, or the method is not known.
 *
 * @example
 * ```ts
 * import { bootstrapInterval } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const replicates = [1, 2, 3, 4, 5];
 * const percentile = bootstrapInterval({ value: 2, replicates }, { level: 0.5 });
 * assertEquals(percentile.interval, [2, 4]);
 * const basic = bootstrapInterval({ value: 2, replicates }, { level: 0.5, method: "basic" });
 * assertEquals(basic.interval, [0, 2]);
 * ```
 *
 * Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), ch. 13 and 14; ties
 * of the replicates with the statistic count half, as in SciPy.
 */
export function bootstrapInterval(
  replicates: Replicates,
  { method = "percentile", level = 0.95 }: BootstrapIntervalOptions = {},
): BootstrapInterval {
  checkBetween(ACTION, "level", level, 0, 1);
  if (replicates.replicates.length < 2) {
    const got = replicates.replicates.length;
    throw new RangeError(cannot(ACTION, "there must be at least two replicates", got));
  }
  checkFinite(ACTION, "replicates", replicates.replicates);
  const sorted = Float64Array.from(replicates.replicates).sort();
  const standardError = deviationOf(sorted);
  const tail = (1 - level) / 2;
  const ends = (low: number, high: number): [number, number] => [
    quantileOf(sorted, low),
    quantileOf(sorted, high),
  ];
  if (method === "percentile") return { interval: ends(tail, 1 - tail), standardError };
  if (method === "basic") {
    const [low, high] = ends(tail, 1 - tail);
    const twice = 2 * replicates.value;
    return { interval: [twice - high, twice - low], standardError };
  }
  if (method !== "bca") {
    throw new RangeError(cannot(ACTION, "method must be one of percentile, basic, bca", method));
  }
  const bca = bcaTails(replicates, sorted, tail);
  return { interval: ends(...bca.tails), standardError, bca };
}

const ACTION = "compute bootstrapInterval";

function bcaTails(
  { value, jackknife, jackknifeCounts }: Replicates,
  sorted: Float64Array,
  tail: number,
): NonNullable<BootstrapInterval["bca"]> {
  if (!jackknife) throw new RangeError(cannot(ACTION, "method bca takes a jackknife"));
  const below = countWhere(sorted, (replicate) => replicate < value);
  const upTo = countWhere(sorted, (replicate) => replicate <= value);
  const bias = normalQuantile((below + upTo) / (2 * sorted.length));
  const acceleration = accelerationOf(jackknife, jackknifeCounts);
  const moved = (p: number) => {
    const z = bias + normalQuantile(p);
    return normalBelow(bias + z / (1 - acceleration * z));
  };
  const tails: [number, number] = [moved(tail), moved(1 - tail)];
  if (tails.every(Number.isFinite)) return { bias, acceleration, tails };
  const needed =
    'replicates and jackknife must vary around the statistic: take method "percentile"';
  throw new RangeError(cannot(ACTION, needed));
}

/** A sixth of the skewness of the jackknife's values, `Σ d³ / (6 (Σ d²)^{3/2})`. */
function accelerationOf(values: ArrayLike<number>, counts?: ArrayLike<number>): number {
  const times = (i: number) => counts ? counts[i]! : 1;
  let [n, sum] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    n += times(i);
    sum += times(i) * values[i]!;
  }
  let [squares, cubes] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const d = sum / n - values[i]!;
    squares += times(i) * d * d;
    cubes += times(i) * d * d * d;
  }
  return cubes / (6 * squares ** 1.5);
}

/** The quantile of sorted values at a share p, interpolated: Hyndman and Fan's definition 7. */
function quantileOf(sorted: Float64Array, p: number): number {
  const place = p * (sorted.length - 1);
  const at = Math.min(Math.floor(place), sorted.length - 2);
  const share = place - at;
  const [low, high] = [sorted[at]!, sorted[at + 1]!];
  return share < 0.5 ? low + share * (high - low) : high - (1 - share) * (high - low);
}

function countWhere(values: Float64Array, holds: (value: number) => boolean): number {
  return values.reduce((count, value) => holds(value) ? count + 1 : count, 0);
}

function deviationOf(values: Float64Array): number {
  if (values[0] === values.at(-1)) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
