// Against scikit-learn, every value of every case, by the schema of tests/golden/README.md.

import {
  accuracyScore,
  balancedAccuracyScore,
  classificationReport,
  classScores,
  cohenKappaScore,
  confusionMatrix,
  f1Score,
  fbetaScore,
  hammingLoss,
  jaccardScore,
  type Label,
  matthewsCorrelation,
  precisionScore,
  recallScore,
  reportText,
  topKAccuracyScore,
  zeroOneLoss,
} from "descent/metrics";
import { assertEquals, assertThrows } from "@std/assert";
import {
  ABOUT,
  assertKnown,
  assertWithin,
  type GoldenCase,
  type GoldenFile,
  readGolden,
} from "../../golden/read.ts";

type Num = number | string;
type Normalize = "none" | "true" | "pred" | "all";
type Average = "micro" | "macro" | "weighted" | "binary";
type Scores = Record<"precision" | "recall" | "f1" | "fbeta_0.5" | "fbeta_2", Num>;

type Input = { y_true: Label[]; y_pred: Label[]; sample_weight: number[] | null };
type Options = {
  labels: Label[] | null;
  pos_label: Label | null;
  zero_division: 0 | 1;
  digits: number;
  target_names: string[] | null;
};
type Expected = {
  labels: Label[];
  accuracy: Num;
  accuracy_unnormalized: Num;
  zero_one_loss: Num;
  hamming_loss: Num;
  balanced_accuracy: Num;
  balanced_accuracy_adjusted?: Num; // only where it is defined
  confusion_matrix: Record<Normalize, Num[][]>;
  precision_recall_fscore: {
    per_class: { labels: Label[]; support: Num[] } & Record<keyof Scores, Num[]>;
    averaged: Partial<Record<Average, Scores>>;
  };
  classification_report: string;
  cohen_kappa: Record<"none" | "linear" | "quadratic", Num>;
  matthews_corrcoef: Num;
  jaccard: { per_class: Num[] } & Partial<Record<Average, Num>>;
  classification_report_support_is_integral: boolean;
  classification_report_has_exact_rounding_tie?: boolean;
};

/** Every entry that one of the tests below compares, or that says how to. */
const ENTRIES = [
  "labels",
  "accuracy",
  "accuracy_unnormalized",
  "zero_one_loss",
  "hamming_loss",
  "balanced_accuracy",
  "balanced_accuracy_adjusted",
  "confusion_matrix",
  "precision_recall_fscore",
  "classification_report",
  "cohen_kappa",
  "matthews_corrcoef",
  "jaccard",
  "classification_report_support_is_integral",
  "classification_report_has_exact_rounding_tie",
];
type Case = GoldenCase<Input, Options, Expected> & { unspecified?: string[] };
type TopKCase = GoldenCase<
  { y_true: Label[]; y_score: number[] | number[][]; sample_weight: number[] | null },
  { labels: Label[] | null },
  { top_k_accuracy: { k: number; normalized: Num; unnormalized: Num }[] }
>;
type ErrorCase = {
  id: string;
  call: string;
  input: {
    y_true: Label[];
    y_pred: Label[];
    labels?: Label[];
    average?: Average;
    pos_label?: Label;
    target_names?: string[];
  };
};
type ClassificationFile = GoldenFile & {
  tolerance: { other: { rel: number; abs: number } };
  cases: Case[];
  top_k_cases: TopKCase[];
  error_cases: ErrorCase[];
};

const AVERAGES = ["micro", "macro", "weighted", "binary"] as const;
const SCORES = ["precision", "recall", "f1", "fbeta_0.5", "fbeta_2"];
const OPTIONS = ["labels", "pos_label", "zero_division", "digits", "target_names"];

for (const { from, file } of readGolden<ClassificationFile>("metrics_classification.json")) {
  const peer = `scikit-learn ${file.tool["scikit-learn"]}, ${file.cases.length} cases, ${from}`;
  const near = file.tolerance.other;

  /** A test over all cases but those where what it compares is a quirk of the other tool. */
  const check = (claim: string, of: (keyof Expected)[], compare: (golden: Case) => void) =>
    Deno.test(`${claim} with ${peer}`, () => {
      for (const golden of file.cases) {
        if (!of.some((name) => golden.unspecified?.includes(name))) compare(golden);
      }
    });
  const assertRow = (actual: readonly number[], expected: readonly Num[], what: string) => {
    assertEquals(actual.length, expected.length, what);
    actual.forEach((value, i) => assertWithin(value, expected[i]!, near, `${what} [${i}]`));
  };
  const assertTable = (actual: number[][], expected: Num[][], what: string) => {
    assertEquals(actual.length, expected.length, what);
    actual.forEach((row, i) => assertRow(row, expected[i]!, `${what} [${i}]`));
  };
  /** Where the other tool answers not-a-number, ours says why. */
  const assertDefined = (value: () => number, expected: Num, what: string) => {
    if (expected === "NaN") assertThrows(value, RangeError, "Cannot compute ", what);
    else assertWithin(value(), expected, near, what);
  };

  Deno.test(`all that is in the file is compared with ${peer}`, () => {
    const keys = (of: (golden: Case) => object) =>
      file.cases.flatMap((one) => Object.keys(of(one)));
    assertKnown(Object.keys(file), [...ABOUT, "cases", "top_k_cases", "error_cases"], "lists");
    assertKnown(keys(({ input }) => input), ["y_true", "y_pred", "sample_weight"], "input");
    assertKnown(keys(({ options }) => options), OPTIONS, "options");
    assertKnown(keys(({ expected }) => expected), ENTRIES, "expected");
    const scores = file.cases.map(({ expected }) => expected.precision_recall_fscore);
    const averaged = scores.flatMap((of) => Object.entries(of.averaged));
    assertKnown(averaged.map(([average]) => average), AVERAGES, "averages");
    assertKnown(averaged.flatMap(([, of]) => Object.keys(of)), SCORES, "scores");
    const jaccards = file.cases.flatMap(({ expected }) => Object.keys(expected.jaccard));
    assertKnown(jaccards, ["per_class", ...AVERAGES], "jaccard");
    const tops = file.top_k_cases.flatMap(({ expected }) => Object.keys(expected));
    assertKnown(tops, ["top_k_accuracy"], "top k");
  });

  check("labels are in the same order", ["labels"], ({ id, input, options, expected }) => {
    const [a, b, weights] = lists(input);
    const rows = classScores(a, b, { ...weights, ...labelsOf(options) });
    assertEquals(rows.map(({ label }) => label), expected.labels, id);
  });

  check("accuracyScore(), zeroOneLoss() and hammingLoss() agree", [
    "accuracy",
    "accuracy_unnormalized",
    "zero_one_loss",
    "hamming_loss",
  ], ({ id, input, expected }) => {
    const [a, b, weights] = lists(input);
    assertWithin(accuracyScore(a, b, weights), expected.accuracy, near, id);
    const number = accuracyScore(a, b, { ...weights, normalize: false });
    assertWithin(number, expected.accuracy_unnormalized, near, id);
    assertWithin(zeroOneLoss(a, b, weights), expected.zero_one_loss, near, id);
    assertWithin(hammingLoss(a, b, weights), expected.hamming_loss, near, id);
  });

  check(
    "balancedAccuracyScore() agrees",
    ["balanced_accuracy", "balanced_accuracy_adjusted"],
    ({ id, input, expected }) => {
      const [a, b, weights] = lists(input);
      assertWithin(balancedAccuracyScore(a, b, weights), expected.balanced_accuracy, near, id);
      const theirs = expected.balanced_accuracy_adjusted;
      if (theirs === undefined) return;
      const adjusted = balancedAccuracyScore(a, b, { ...weights, adjusted: true });
      assertWithin(adjusted, theirs, near, id);
    },
  );

  check(
    "confusionMatrix() agrees in all four forms",
    ["confusion_matrix"],
    ({ id, input, options, expected }) => {
      const [a, b, weights] = lists(input);
      for (const normalize of ["none", "true", "pred", "all"] as const) {
        const table = confusionMatrix(a, b, { ...weights, ...labelsOf(options), normalize });
        assertTable(table, expected.confusion_matrix[normalize], `${id} ${normalize}`);
      }
    },
  );

  check(
    "classScores() agrees for every beta",
    ["precision_recall_fscore", "jaccard"],
    ({ id, input, options, expected }) => {
      const [a, b, weights] = lists(input);
      const theirs = expected.precision_recall_fscore.per_class;
      for (const [name, beta] of [["f1", 1], ["fbeta_0.5", 0.5], ["fbeta_2", 2]] as const) {
        const zeroDivision = options.zero_division;
        const settings = { ...weights, ...labelsOf(options), zeroDivision, beta };
        const ours = classScores(a, b, settings);
        assertEquals(ours.map(({ label }) => label), theirs.labels, id);
        assertRow(ours.map((row) => row.precision), theirs.precision, `${id} precision`);
        assertRow(ours.map((row) => row.recall), theirs.recall, `${id} recall`);
        assertRow(ours.map((row) => row.fscore), theirs[name], `${id} ${name}`);
        assertRow(ours.map((row) => row.support), theirs.support, `${id} support`);
        assertRow(ours.map((row) => row.jaccard), expected.jaccard.per_class, `${id} jaccard`);
      }
    },
  );

  check(
    "averaged scores agree",
    ["precision_recall_fscore", "jaccard"],
    ({ id, input, options, expected }) => {
      const [a, b, weights] = lists(input);
      for (const average of AVERAGES) {
        const theirs = expected.precision_recall_fscore.averaged[average];
        const positive = options.pos_label === null ? {} : { positive: options.pos_label };
        const zeroDivision = options.zero_division;
        const settings = { ...weights, ...labelsOf(options), ...positive, zeroDivision, average };
        const what = `${id} ${average}`;
        if (theirs) {
          assertWithin(precisionScore(a, b, settings), theirs.precision, near, what);
          assertWithin(recallScore(a, b, settings), theirs.recall, near, what);
          assertWithin(f1Score(a, b, settings), theirs.f1, near, what);
          assertWithin(fbetaScore(a, b, { ...settings, beta: 2 }), theirs.fbeta_2, near, what);
          const half = fbetaScore(a, b, { ...settings, beta: 0.5 });
          assertWithin(half, theirs["fbeta_0.5"], near, what);
        }
        const jaccard = expected.jaccard[average];
        if (jaccard !== undefined) assertWithin(jaccardScore(a, b, settings), jaccard, near, what);
      }
    },
  );

  check(
    "reportText() prints the same text",
    ["classification_report"],
    ({ id, input, options, expected }) => {
      const isExact = expected.classification_report_support_is_integral &&
        !expected.classification_report_has_exact_rounding_tie;
      const [a, b, weights] = lists(input);
      const names = namesOf(options, expected);
      const zeroDivision = options.zero_division;
      const settings = { ...weights, ...labelsOf(options), ...names, zeroDivision };
      const text = reportText(classificationReport(a, b, settings), { digits: options.digits });
      if (isExact) assertEquals(text, withCounts(expected.classification_report, input), id);
      else assertAlike(text, expected.classification_report, 10 ** -options.digits, id);
    },
  );

  check(
    "cohenKappaScore() and matthewsCorrelation() agree",
    ["cohen_kappa", "matthews_corrcoef"],
    ({ id, input, options, expected }) => {
      const [a, b, sampleWeight] = lists(input);
      for (const weights of ["none", "linear", "quadratic"] as const) {
        const settings = { ...sampleWeight, ...labelsOf(options), weights };
        const kappa = () => cohenKappaScore(a, b, settings);
        assertDefined(kappa, expected.cohen_kappa[weights], `${id} ${weights}`);
      }
      assertWithin(matthewsCorrelation(a, b, sampleWeight), expected.matthews_corrcoef, near, id);
    },
  );

  const tops = file.top_k_cases.length;
  Deno.test(`topKAccuracyScore() agrees with ${peer} (${tops} of top k)`, () => {
    for (const { id, input, options, expected } of file.top_k_cases) {
      const weights = input.sample_weight === null ? {} : { sampleWeight: input.sample_weight };
      for (const { k, normalized, unnormalized } of expected.top_k_accuracy) {
        const settings = { ...weights, ...labelsOf(options), k };
        const share = topKAccuracyScore(input.y_true, input.y_score, settings);
        assertWithin(share, normalized, near, `${id} k=${k}`);
        const number = { ...settings, normalize: false };
        const weight = topKAccuracyScore(input.y_true, input.y_score, number);
        assertWithin(weight, unnormalized, near, `${id} k=${k}`);
      }
    }
  });

  Deno.test(`metrics of labels refuse what is refused by ${peer}`, () => {
    for (const { id, call, input } of file.error_cases) {
      assertThrows(() => called(call, input), Error, "Cannot compute ", id);
    }
  });
}

function lists({ y_true, y_pred, sample_weight }: Input): [
  Label[],
  Label[],
  { sampleWeight?: number[] },
] {
  return [y_true, y_pred, sample_weight === null ? {} : { sampleWeight: sample_weight }];
}

/** The names asked for; Python writes truth values with a capital. */
function namesOf({ target_names }: Options, { labels }: Expected): { names?: string[] } {
  if (target_names !== null) return { names: target_names };
  return typeof labels[0] === "boolean" ? { names: labels.map((v) => v ? "True" : "False") } : {};
}

/** The same words, and numbers that differ in the last digit at most. */
function assertAlike(actual: string, expected: string, digit: number, what: string): void {
  const [ours, theirs] = [actual, expected].map((text) => text.trim().split(/\s+/));
  assertEquals(ours!.length, theirs!.length, what);
  ours!.forEach((word, i) => {
    const isNumber = word !== "" && Number.isFinite(Number(word));
    if (isNumber) assertWithin(Number(word), theirs![i]!, { rel: 1e-12, abs: 1.01 * digit }, what);
    else assertEquals(word, theirs![i], what);
  });
}

/** Their tally is of floats where not one sample is right, and then counts read as "20.0". */
function withCounts(report: string, { y_true, y_pred, sample_weight }: Input): string {
  const quirk = sample_weight === null && y_true.every((label, i) => label !== y_pred[i]);
  return quirk ? report.replace(/ {2}( *\d+)\.0$/gm, "    $1") : report;
}

function labelsOf({ labels }: { labels: Label[] | null }): { labels?: Label[] } {
  return labels === null ? {} : { labels };
}

/** Our function for the other tool's name, with what the case hands to it. */
function called(call: string, { y_true, y_pred, ...rest }: ErrorCase["input"]): unknown {
  const labels = rest.labels ? { labels: rest.labels } : {};
  const average = rest.average ? { average: rest.average } : {};
  const positive = rest.pos_label === undefined ? {} : { positive: rest.pos_label };
  const settings = { ...labels, ...average, ...positive };
  const names = rest.target_names ? { names: rest.target_names } : {};
  const functions: Record<string, () => unknown> = {
    accuracy_score: () => accuracyScore(y_true, y_pred),
    zero_one_loss: () => zeroOneLoss(y_true, y_pred),
    hamming_loss: () => hammingLoss(y_true, y_pred),
    balanced_accuracy_score: () => balancedAccuracyScore(y_true, y_pred),
    confusion_matrix: () => confusionMatrix(y_true, y_pred, labels),
    cohen_kappa_score: () => cohenKappaScore(y_true, y_pred, labels),
    matthews_corrcoef: () => matthewsCorrelation(y_true, y_pred),
    precision_score: () => precisionScore(y_true, y_pred, settings),
    recall_score: () => recallScore(y_true, y_pred, settings),
    f1_score: () => f1Score(y_true, y_pred, settings),
    fbeta_score: () => fbetaScore(y_true, y_pred, { ...settings, beta: 2 }),
    jaccard_score: () => jaccardScore(y_true, y_pred, settings),
    precision_recall_fscore_support: () => f1Score(y_true, y_pred, settings),
    classification_report: () => classificationReport(y_true, y_pred, { ...labels, ...names }),
  };
  const ours = functions[call];
  if (!ours) throw new Error(`no function of ours stands for ${call}`);
  return ours();
}
