import {
  binomialTest,
  type McNemarOptions,
  mcNemarTest,
  type PairedTable,
  type PairedTTest,
  pairedTTest,
  type TestResult,
  wilcoxonTest,
} from "descent/metrics";
import { assert, assertThrows } from "@std/assert";
import {
  assertKnown,
  assertWithin,
  type GoldenCase,
  type GoldenFile,
  readGolden,
} from "../../golden/read.ts";

type Within = { rel: number; abs: number };
type Alternative = "two-sided" | "less" | "greater";
type Found = { statistic?: number | string; pvalue: number | string };
type TFound = Required<Found> & { df: number; ci95: (number | string)[] };

type TestsFile = GoldenFile & {
  tolerance: Within;
  mcnemar_cases: (GoldenCase<{ table: PairedTable }, unknown, Record<string, Found>> & {
    unspecified?: string[];
  })[];
  ttest_cases: GoldenCase<{ a: number[]; b: number[] }, unknown, Record<Alternative, TFound>>[];
  other_cases: (GoldenCase<OtherInput, OtherOptions, Found> & { kind: string })[];
};
type OtherInput = { k: number; n: number; p: number; a: number[]; b: number[] };
type OtherOptions = {
  alternative?: Alternative;
  method?: string;
  zero_method?: string;
  correction?: boolean;
};

const MCNEMAR: Record<string, NonNullable<McNemarOptions["method"]>> = {
  exact: "exact",
  mid_p: "midP",
  chi2: "asymptotic",
  chi2_corrected: "corrected",
};

const OTHERS: Record<string, (input: OtherInput, options: OtherOptions) => TestResult> = {
  binomtest: ({ k, n, p }, { alternative = "two-sided" }) =>
    binomialTest(k, n, { chance: p, alternative }),
  wilcoxon_signed_rank: ({ a, b }, { method, alternative = "two-sided", ...rest }) => {
    assert(rest.zero_method === "wilcox" && rest.correction === false, "another form of the test");
    return wilcoxonTest(a, b, { method: method === "exact" ? "exact" : "normal", alternative });
  },
};

for (const { from, file } of readGolden<TestsFile>("intervals_and_tests.json")) {
  const scipy = `scipy ${file.tool["scipy"]}`;
  const within = file.tolerance;

  const tables = file.mcnemar_cases;
  const statsmodels = `statsmodels ${file.tool["statsmodels"]}`;
  Deno.test(`mcNemarTest() agrees with ${statsmodels} (${from}, ${tables.length})`, () => {
    for (const { id, input, expected, unspecified } of tables) {
      for (const [name, wanted] of Object.entries(expected)) {
        const method = MCNEMAR[name];
        assert(method, `${id}: no method for ${name}`);
        if (unspecified?.includes(name)) continue;
        assertFound(mcNemarTest(input.table, { method }), wanted, within, `${id} ${name}`);
      }
    }
  });

  const pairs = file.ttest_cases;
  Deno.test(`pairedTTest() agrees with ${scipy} (${from}, ${pairs.length})`, () => {
    for (const { id, input: { a, b }, expected } of pairs) {
      assertKnown(Object.keys(expected), ["two-sided", "less", "greater"], id);
      for (const [name, wanted] of Object.entries(expected)) {
        const alternative = name as Alternative;
        assertTTest(() => pairedTTest(a, b, { alternative }), wanted, within, `${id} ${name}`);
      }
    }
  });

  const others = file.other_cases;
  Deno.test(`binomialTest() and wilcoxonTest() agree with ${scipy} (${from}, ${others.length})`, () => {
    for (const { id, kind, input, options, expected } of others) {
      assert(OTHERS[kind], `${id}: no test for ${kind}`);
      assertKnown(Object.keys(expected), ["statistic", "pvalue"], id);
      assertFound(OTHERS[kind](input, options), expected, within, id);
    }
  });
}

function assertFound(
  { statistic, pValue }: TestResult,
  wanted: Found,
  within: Within,
  what: string,
) {
  if (wanted.statistic !== undefined) {
    assertWithin(statistic, wanted.statistic, within, `${what} statistic`);
  }
  assertWithin(pValue, wanted.pvalue, within, `${what} p`);
}

function assertTTest(run: () => PairedTTest, wanted: TFound, within: Within, what: string): void {
  // Where SciPy answers NaN, as nothing differs, ours says so.
  if (wanted.statistic === "NaN") {
    assertThrows(run, RangeError, "some of the differences must not be 0", what);
    return;
  }
  const found = run();
  assertFound(found, wanted, within, what);
  assertWithin(found.degreesOfFreedom, wanted.df, within, `${what} df`);
  found.difference.interval.forEach((end, i) => {
    // SciPy multiplies an infinite quantile by an error of 0, where the end is infinite.
    const isOpen = wanted.ci95[i] === "NaN" && Math.abs(end) === Infinity;
    if (!isOpen) assertWithin(end, wanted.ci95[i]!, within, `${what} end ${i}`);
  });
}
