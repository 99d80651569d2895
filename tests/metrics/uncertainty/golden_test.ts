import {
  bootstrapInterval,
  delongCovariance,
  delongInterval,
  delongTest,
  proportionInterval,
  type ProportionMethod,
  r2Score,
} from "descent/metrics";
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  ABOUT,
  assertKnown,
  assertWithin,
  type GoldenCase,
  type GoldenFile,
  readGolden,
} from "../../golden/read.ts";

type Number = number | string;
type Pair = [Number, Number];

type IntervalsFile = GoldenFile & {
  tolerance: { rel: number; abs: number };
  proportion_cases: GoldenCase<
    { count: number; nobs: number },
    { alpha: number },
    Partial<Record<keyof typeof PROPORTION, Pair>>
  >[];
  bootstrap_cases: GoldenCase<
    { samples: number[][]; resample_indices: number[][] },
    { statistic: keyof typeof STATISTICS; confidence_level: number },
    BootstrapExpected
  >[];
  delong_cases: (GoldenCase<{ y_true: number[]; scores: number[][] }, unknown, DelongExpected> & {
    unspecified?: string[];
  })[];
};

type BootstrapExpected = {
  statistic: Number;
  replicates_first10: Number[];
  bootstrap_mean: Number;
  standard_error_ddof1: Number;
  percentile: Pair;
  basic: Pair;
  z0: Number;
  acceleration: Number;
  bca_alphas: Pair;
  bca: Pair;
};

type DelongExpected = {
  auc: Number[];
  variance: Number[];
  covariance: Number[][];
  ci95: Pair[];
  ci95_logit: (Pair | null)[];
  paired_test?: {
    auc_difference: Number;
    variance_of_difference: Number;
    z: Number;
    pvalue_two_sided: Number;
  };
};

const PROPORTION = {
  wilson: "wilson",
  clopper_pearson: "clopperPearson",
  normal: "wald",
  agresti_coull: "agrestiCoull",
  jeffreys: "jeffreys",
  wilson_continuity_corrected: "wilsonCorrected",
} as const satisfies Record<string, ProportionMethod>;

/** Those of tests are compared in tests/metrics/comparison. */
const LISTS = ["proportion_cases", "bootstrap_cases", "delong_cases"]
  .concat(["mcnemar_cases", "ttest_cases", "other_cases"]);
const BOOTSTRAP = ["statistic", "replicates_first10", "bootstrap_mean", "standard_error_ddof1"]
  .concat(["percentile", "basic", "z0", "acceleration", "bca_alphas", "bca"]);
const DELONG = ["auc", "variance", "covariance", "ci95", "ci95_logit", "paired_test"];
const PAIRED = ["auc_difference", "variance_of_difference", "z", "pvalue_two_sided"];

const mean = (x: number[]) => x.reduce((sum, value) => sum + value, 0) / x.length;
const squares = (x: number[]) => x.reduce((sum, value) => sum + (value - mean(x)) ** 2, 0);

/** The statistics that a case may name, of one sample or of a pair of samples. */
const STATISTICS = {
  mean: ([x]: number[][]) => mean(x!),
  median: ([x]: number[][]) => {
    const sorted = x!.toSorted((a, b) => a - b);
    const at = (sorted.length - 1) / 2;
    return (sorted[Math.floor(at)]! + sorted[Math.ceil(at)]!) / 2;
  },
  std_ddof1: ([x]: number[][]) => Math.sqrt(squares(x!) / (x!.length - 1)),
  variance_ddof0: ([x]: number[][]) => squares(x!) / x!.length,
  trimmed_mean_10: ([x]: number[][]) => {
    const cut = Math.floor(0.1 * x!.length);
    return mean(x!.toSorted((a, b) => a - b).slice(cut, x!.length - cut));
  },
  pearson_r: ([x, y]: number[][]) => {
    const products = x!.map((value, i) => (value - mean(x!)) * (y![i]! - mean(y!)));
    return mean(products) * x!.length / Math.sqrt(squares(x!) * squares(y!));
  },
  accuracy_difference: ([a, b]: number[][]) => mean(a!) - mean(b!),
  r2: ([y, pred]: number[][]) => r2Score(y!, pred!),
};

for (const { from, file } of readGolden<IntervalsFile>("intervals_and_tests.json")) {
  const statsmodels = `statsmodels ${file.tool["statsmodels"]}`;
  const scipy = `scipy ${file.tool["scipy"]}`;
  const within = file.tolerance;

  const proportions = file.proportion_cases;
  Deno.test(`proportionInterval() agrees with ${statsmodels} (${from}, ${proportions.length})`, () => {
    for (const { id, input, options, expected } of proportions) {
      for (const [name, ends] of Object.entries(expected)) {
        const method = PROPORTION[name as keyof typeof PROPORTION];
        assert(method, `${id}: no method for ${name}`);
        const level = 1 - options.alpha;
        const { interval } = proportionInterval(input.count, input.nobs, { method, level });
        assertPair(interval, ends, within, `${id} ${name}`);
      }
    }
  });

  const bootstraps = file.bootstrap_cases;
  Deno.test(`bootstrapInterval() agrees with ${scipy} (${from}, ${bootstraps.length})`, () => {
    for (const { id, input, options, expected } of bootstraps) {
      const statistic = STATISTICS[options.statistic];
      assert(statistic, `${id}: no statistic ${options.statistic}`);
      assertBootstrap(input, statistic, options.confidence_level, expected, within, id);
    }
  });

  Deno.test(`all lists of intervals and tests are compared (${from})`, () => {
    assertKnown(Object.keys(file), [...ABOUT, ...LISTS], "lists");
    const entries = (cases: { expected: object }[]) =>
      cases.flatMap(({ expected }) => Object.keys(expected));
    assertKnown(entries(bootstraps), BOOTSTRAP, "bootstrap");
    assertKnown(entries(file.delong_cases), DELONG, "delong");
    const paired = file.delong_cases.flatMap(({ expected }) => expected.paired_test ?? []);
    assertKnown(paired.flatMap(Object.keys), PAIRED, "paired test");
  });

  const delongs = file.delong_cases;
  Deno.test(`delong…() agrees with pROC's definition (${from}, ${delongs.length})`, () => {
    for (const { id, input, expected, unspecified } of delongs) {
      assertDelong(input, expected, unspecified ?? [], within, id);
    }
  });
}

type Within = { rel: number; abs: number };

function assertPair(actual: [number, number], expected: Pair, within: Within, what: string): void {
  actual.forEach((end, i) => assertWithin(end, expected[i]!, within, `${what} [${i}]`));
}

function assertBootstrap(
  { samples, resample_indices }: { samples: number[][]; resample_indices: number[][] },
  statistic: (samples: number[][]) => number,
  level: number,
  expected: BootstrapExpected,
  within: Within,
  id: string,
): void {
  const pick = (indices: number[]) =>
    statistic(samples.map((sample) => indices.map((i) => sample[i]!)));
  const all = samples[0]!.map((_, i) => i);
  const found = {
    value: pick(all),
    replicates: resample_indices.map(pick),
    jackknife: all.map((i) => pick(all.toSpliced(i, 1))),
  };
  assertWithin(found.value, expected.statistic, within, `${id} statistic`);
  expected.replicates_first10.forEach((value, i) =>
    assertWithin(found.replicates[i]!, value, within, `${id} replicate ${i}`)
  );
  assertWithin(mean(found.replicates), expected.bootstrap_mean, within, `${id} mean`);

  for (const method of ["percentile", "basic"] as const) {
    const { interval, standardError } = bootstrapInterval(found, { method, level });
    assertPair(interval, expected[method], within, `${id} ${method}`);
    assertWithin(standardError, expected.standard_error_ddof1, within, `${id} standard error`);
  }
  // Where SciPy answers NaN, a degenerate bootstrap, ours says so.
  if (expected.bca.includes("NaN")) {
    assertThrows(() => bootstrapInterval(found, { method: "bca", level }), RangeError, "must vary");
    return;
  }
  const { interval, bca } = bootstrapInterval(found, { method: "bca", level });
  assertPair(interval, expected.bca, within, `${id} bca`);
  assertPair(bca!.tails, expected.bca_alphas, within, `${id} alphas`);
  assertWithin(bca!.bias, expected.z0, within, `${id} z0`);
  assertWithin(bca!.acceleration, expected.acceleration, within, `${id} acceleration`);
}

function assertDelong(
  { y_true, scores }: { y_true: number[]; scores: number[][] },
  expected: DelongExpected,
  unspecified: string[],
  within: Within,
  id: string,
): void {
  const { areas, covariance } = delongCovariance(y_true, scores);
  areas.forEach((area, i) => {
    assertWithin(area, expected.auc[i]!, within, `${id} auc`);
    assertWithin(covariance[i]![i]!, expected.variance[i]!, within, `${id} variance`);
    covariance[i]!.forEach((value, j) =>
      assertWithin(value, expected.covariance[i]![j]!, within, `${id} covariance`)
    );
    const plain = delongInterval(y_true, scores[i]!);
    assertEquals(plain.value, area);
    assertPair(plain.interval, expected.ci95[i]!, within, `${id} ci95`);
    const logit = () => delongInterval(y_true, scores[i]!, { scale: "logit" });
    const ends = expected.ci95_logit[i];
    if (ends) assertPair(logit().interval, ends, within, `${id} ci95_logit`);
    else assertThrows(logit, RangeError, "where the area is 0 or 1");
  });
  if (!expected.paired_test || unspecified.includes("paired_test")) return;
  const { auc_difference, variance_of_difference, z, pvalue_two_sided } = expected.paired_test;
  const { difference, statistic, pValue } = delongTest(y_true, [scores[0]!, scores[1]!]);
  const variance = covariance[0]![0]! + covariance[1]![1]! - 2 * covariance[0]![1]!;
  assertWithin(difference.value, auc_difference, within, `${id} difference`);
  assertWithin(variance, variance_of_difference, within, `${id} variance of the difference`);
  assertWithin(statistic, z, within, `${id} z`);
  assertWithin(pValue, pvalue_two_sided, within, `${id} p`);
}
