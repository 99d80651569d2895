import { cannot, checkInteger, createPrng, type Prng } from "../../core/mod.ts";
import {
  type BootstrapInterval,
  bootstrapInterval,
  type BootstrapMethod,
} from "./bootstrap_interval.ts";
import { countSampler } from "./count_sampler.ts";
import type { Estimate, LevelOptions } from "./estimate_type.ts";

/** What a bootstrap may be told. */
export type BootstrapOptions = LevelOptions & {
  /** Where the randomness comes from, a whole number from 0 to 2³² − 1. @default 0 */
  seed?: number;
  /** How many resamples are drawn, 2 or more. @default 2000 */
  resamples?: number;
  /** How the interval is read off them; see `bootstrapInterval`. @default "percentile" */
  method?: BootstrapMethod;
};

/** An estimate from resampling. */
export type BootstrapEstimate = Estimate & {
  /** The standard deviation of the statistic over resamples. */
  standardError: number;
  /** The statistic of each resample, shape `(resamples)`, in the order drawn. */
  replicates: Float64Array;
};

/**
 * A statistic of n samples with an interval by resampling the samples with replacement.
 *
 * A resample that the statistic refuses, by a RangeError (a single class, nothing that varies), is
 * drawn again; if more than half are refused the error is passed on.
 *
 * BCa's jackknife leaves out each sample in turn, of more than 1,000 samples a thousandth of them at
 * once, which gives the same acceleration.
 *
 * @param n How many samples there are, n >= 2.
 * @param statistic The statistic of the samples at some positions, 0 to n − 1, with repetitions. The
 * array of positions is used again: do not keep it.
 * @param options Seed, number of resamples, method and level.
 * @returns The statistic of all samples, its interval and its standard error.
 * @throws {RangeError} If an option is outside its range, the statistic refuses most resamples, or
 * BCa has no answer because nothing varies.
 *
 * @example The median of five numbers
 * ```ts
 * import { bootstrap } from "descent/metrics";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const heights = [1.62, 1.71, 1.75, 1.8, 1.94];
 * const median = (at: Uint32Array) => [...at].map((i) => heights[i]!).sort()[2]!;
 * const { value, interval } = bootstrap(5, median, { seed: 1 });
 * assertEquals(value, 1.75);
 * assert(interval[0] < 1.75 && interval[1] > 1.75);
 * ```
 *
 * Source: B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7
 * (1979), 1–26.
 */
export function bootstrap(
  n: number,
  statistic: (positions: Uint32Array<ArrayBuffer>) => number,
  options: BootstrapOptions = {},
): BootstrapEstimate {
  const action = "compute bootstrap";
  checkInteger(action, "n", n, 2, 2 ** 32);
  const positions = Uint32Array.from({ length: n }, (_, i) => i);
  const value = statistic(positions.slice());
  const draw = (prng: Prng) => {
    for (let i = 0; i < n; i++) positions[i] = prng.nextInteger(n);
    return statistic(positions);
  };
  const jackknife = () => ({ jackknife: withoutEach(n, statistic) });
  return summarised(action, n, value, draw, jackknife, options);
}

/**
 * A statistic of a table of counts, such as a confusion matrix, with an interval by resampling.
 *
 * As {@linkcode bootstrap} over the samples counted, with the same distribution, but new counts are
 * drawn at once (multinomial): the cost is that of the table, not of the samples. Resampling a
 * million rows of two classes so is some ten thousand times faster.
 *
 * @param counts How many samples each cell holds, whole numbers of at least 0, two in all at least.
 * @param statistic The statistic of such a table. Its array is used again: do not keep it.
 * @param options Seed, number of resamples, method and level.
 * @returns The statistic of the table, its interval and its standard error; `n` is the sum of counts.
 * @throws {RangeError} If a count is not whole or below 0, an option is outside its range, the
 * statistic refuses most resamples, or BCa has no answer because nothing varies.
 *
 * @example The F1 score of 30 + 10 positives, 900 + 60 negatives
 * ```ts
 * import { bootstrapCounts } from "descent/metrics";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * const f1 = ([tp, fn, fp]: ArrayLike<number> & Iterable<number>) => 2 * tp! / (2 * tp! + fn! + fp!);
 * const { value, interval } = bootstrapCounts([30, 10, 60, 900], f1, { seed: 1 });
 * assertAlmostEquals(value, 6 / 13);
 * assert(interval[0] > 0.3 && interval[1] < 0.6);
 * ```
 */
export function bootstrapCounts(
  counts: ArrayLike<number>,
  statistic: (counts: Float64Array<ArrayBuffer>) => number,
  options: BootstrapOptions = {},
): BootstrapEstimate {
  const action = "compute bootstrapCounts";
  let n = 0;
  for (let i = 0; i < counts.length; i++) {
    checkInteger(action, "each count", counts[i]!);
    n += counts[i]!;
  }
  checkInteger(action, "the sum of counts", n, 2);
  const value = statistic(Float64Array.from(counts));
  const drawn = new Float64Array(counts.length);
  const sample = countSampler(counts);
  const draw = (prng: Prng) => {
    sample(prng, drawn);
    return statistic(drawn);
  };
  const jackknife = () => withoutOneOfEach(counts, statistic);
  return summarised(action, n, value, draw, jackknife, options);
}

type Jackknife = { jackknife: Float64Array; jackknifeCounts?: ArrayLike<number> };

function summarised(
  action: string,
  n: number,
  value: number,
  draw: (prng: Prng) => number,
  jackknife: () => Jackknife,
  { seed = 0, resamples = 2000, method = "percentile", level = 0.95 }: BootstrapOptions,
): BootstrapEstimate {
  checkInteger(action, "resamples", resamples, 2);
  const prng = createPrng(seed);
  const replicates = drawAll(action, resamples, () => draw(prng));
  const found: BootstrapInterval = bootstrapInterval(
    { value, replicates, ...method === "bca" ? jackknife() : {} },
    { method, level },
  );
  const { interval, standardError } = found;
  return { value, interval, n, method: `bootstrap ${method}`, standardError, replicates };
}

function drawAll(action: string, resamples: number, draw: () => number): Float64Array {
  const replicates = new Float64Array(resamples);
  for (let made = 0, refused = 0; made < resamples;) {
    try {
      const value = draw();
      if (!Number.isFinite(value)) {
        throw new RangeError(cannot(action, "the statistic must be a finite number", value));
      }
      replicates[made++] = value;
    } catch (error) {
      if (!(error instanceof RangeError) || ++refused > resamples) throw error;
    }
  }
  return replicates;
}

/** So many groups of samples are left out in turn at most. */
const GROUPS = 1000;

function withoutEach(
  n: number,
  statistic: (positions: Uint32Array<ArrayBuffer>) => number,
): Float64Array {
  const groups = Math.min(n, GROUPS);
  const all = Uint32Array.from({ length: n }, (_, i) => i);
  return Float64Array.from({ length: groups }, (_, group) => {
    const from = Math.floor(group * n / groups);
    const to = Math.floor((group + 1) * n / groups);
    const rest = new Uint32Array(n - (to - from));
    rest.set(all.subarray(0, from));
    rest.set(all.subarray(to), from);
    return statistic(rest);
  });
}

/** One value a cell, which stands for as many samples as the cell holds: they are all alike. */
function withoutOneOfEach(
  counts: ArrayLike<number>,
  statistic: (counts: Float64Array<ArrayBuffer>) => number,
): Jackknife {
  const held = Array.from(counts, (count, i) => ({ count, i })).filter(({ count }) => count > 0);
  const jackknife = Float64Array.from(held, ({ i }) => {
    const without = Float64Array.from(counts);
    without[i]!--;
    return statistic(without);
  });
  return { jackknife, jackknifeCounts: held.map(({ count }) => count) };
}
