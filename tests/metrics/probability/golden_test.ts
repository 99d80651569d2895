// Against scikit-learn, every value of every case, by the schema of tests/golden/README.md.

import {
  averagePrecisionScore,
  brierLoss,
  calibrationCurve,
  expectedCalibrationError,
  type Label,
  logLoss,
  maxCalibrationError,
  precisionRecallCurve,
  rocAucScore,
  rocCurve,
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
type Roc = { fpr: Num[]; tpr: Num[]; thresholds: Num[] };
type PrecisionRecall = { precision: Num[]; recall: Num[]; thresholds: Num[] };
type Both<Curve> = { drop_intermediate_false: Curve; drop_intermediate_true: Curve };
type Calibration = {
  strategy?: "uniform" | "quantile";
  n_bins: number;
  prob_true: Num[];
  prob_pred: Num[];
  ece: Num;
  mce: Num;
  bin_counts: number[];
  edges?: Num[];
};
type Unspecified = { unspecified?: string[] };
type Case =
  & GoldenCase<
    { y_true: Label[]; y_score: number[]; sample_weight: number[] | null },
    { pos_label: Label; score_is_probability: boolean },
    Partial<{
      roc_curve: Both<Roc>;
      roc_auc: Num;
      "roc_auc_max_fpr_0.25": Num;
      precision_recall_curve: Both<PrecisionRecall>;
      average_precision: Num;
      log_loss: Num;
      log_loss_sum: Num;
      brier: Num;
      calibration: Calibration[];
    }>
  >
  & Unspecified;
type ClassCase =
  & GoldenCase<
    { y_true: Label[]; y_proba: number[][]; sample_weight: number[] | null },
    { labels: Label[] | null },
    Partial<{
      roc_auc: Partial<Record<string, Num | Num[]>>;
      average_precision: Partial<Record<"micro" | "macro" | "weighted", Num>>;
      log_loss: Num;
      brier_multiclass_scale_by_half_false: Num;
      brier_multiclass_scale_by_half_true: Num;
      top_label_calibration: Omit<Calibration, "prob_true" | "prob_pred">[];
    }>
  >
  & Unspecified;
type ProbabilityFile = GoldenFile & {
  tolerance: { rel: number; abs: number };
  cases: Case[];
  multiclass_cases: ClassCase[];
};

for (const { from, file } of readGolden<ProbabilityFile>("metrics_probability.json")) {
  const numbers = `${file.cases.length} + ${file.multiclass_cases.length} cases`;
  const peer = `scikit-learn ${file.tool["scikit-learn"]}, ${numbers}, ${from}`;
  const near = file.tolerance;

  /** A number, or where the other tool answers not-a-number, the reason why there is none. */
  const assertNumber = (value: () => number, expected: Num, what: string) => {
    if (expected === "NaN") assertThrows(value, RangeError, "Cannot compute ", what);
    else assertWithin(value(), expected, near, what);
  };
  const assertRow = (actual: ArrayLike<number>, expected: readonly Num[], what: string) => {
    assertEquals(actual.length, expected.length, what);
    expected.forEach((value, i) => assertWithin(actual[i]!, value, near, `${what} [${i}]`));
  };
  const compared: string[] = [];
  /** A test over all cases that have an entry, unless it is a quirk of the other tool. */
  const check = <Name extends keyof Case["expected"]>(
    name: Name,
    title: string,
    compare: (golden: Case, expected: NonNullable<Case["expected"][Name]>) => void,
  ) => {
    compared.push(name);
    Deno.test(`${title} with ${peer}`, () => {
      for (const golden of file.cases) {
        const expected = golden.expected[name];
        if (expected !== undefined && !golden.unspecified?.includes(name)) {
          compare(golden, expected!);
        }
      }
    });
  };
  const comparedClasses: string[] = [];
  const checkClasses = <Name extends keyof ClassCase["expected"]>(
    name: Name,
    title: string,
    compare: (golden: ClassCase, expected: NonNullable<ClassCase["expected"][Name]>) => void,
  ) => {
    comparedClasses.push(name);
    Deno.test(`${title} of several classes with ${peer}`, () => {
      for (const golden of file.multiclass_cases) {
        const expected = golden.expected[name];
        if (expected !== undefined && !golden.unspecified?.includes(name)) {
          compare(golden, expected!);
        }
      }
    });
  };

  check("roc_curve", "rocCurve() agrees", (golden, expected) => {
    for (const dropIntermediate of [false, true]) {
      const what = `${golden.id} dropIntermediate ${dropIntermediate}`;
      const theirs = expected[`drop_intermediate_${dropIntermediate}`];
      const [a, b, options] = binary(golden);
      const ours = () => rocCurve(a, b, { ...options, dropIntermediate });
      if (theirs.fpr.includes("NaN") || theirs.tpr.includes("NaN")) {
        assertThrows(ours, RangeError, "yTrue must hold samples of both classes, got ", what);
        continue;
      }
      const { falsePositiveRate, truePositiveRate, thresholds } = ours();
      assertEquals(Array.from(thresholds), theirs.thresholds.map(Number), what);
      assertRow(falsePositiveRate, theirs.fpr, `${what} fpr`);
      assertRow(truePositiveRate, theirs.tpr, `${what} tpr`);
    }
  });

  check("precision_recall_curve", "precisionRecallCurve() agrees", (golden, expected) => {
    for (const dropIntermediate of [false, true]) {
      const what = `${golden.id} dropIntermediate ${dropIntermediate}`;
      const theirs = expected[`drop_intermediate_${dropIntermediate}`];
      const [a, b, options] = binary(golden);
      const ours = precisionRecallCurve(a, b, { ...options, dropIntermediate });
      assertEquals(Array.from(ours.thresholds), theirs.thresholds.map(Number), what);
      assertRow(ours.precision, theirs.precision, `${what} precision`);
      assertRow(ours.recall, theirs.recall, `${what} recall`);
    }
  });

  check("roc_auc", "rocAucScore() agrees", (golden, expected) => {
    const [a, b, options] = binary(golden);
    assertNumber(() => rocAucScore(a, b, options), expected, golden.id);
  });

  check("roc_auc_max_fpr_0.25", "rocAucScore() up to 0.25 agrees", (golden, expected) => {
    const [a, b, options] = binary(golden);
    const part = { ...options, maxFalsePositiveRate: 0.25 };
    assertNumber(() => rocAucScore(a, b, part), expected, golden.id);
  });

  check("average_precision", "averagePrecisionScore() agrees", (golden, expected) => {
    assertWithin(averagePrecisionScore(...binary(golden)), expected, near, golden.id);
  });

  check("log_loss", "logLoss() agrees", (golden, expected) => {
    assertWithin(logLoss(...binary(golden)), expected, near, golden.id);
  });

  check("log_loss_sum", "logLoss() as a sum agrees", (golden, expected) => {
    const [a, b, options] = binary(golden);
    const sum = logLoss(a, b, { ...options, normalize: false });
    assertWithin(sum, expected, near, golden.id);
  });

  check("brier", "brierLoss() agrees", (golden, expected) => {
    assertWithin(brierLoss(...binary(golden)), expected, near, golden.id);
  });

  check("calibration", "calibrationCurve() and calibration errors agree", (golden, expected) => {
    for (const { strategy = "uniform", n_bins: bins, ...theirs } of expected) {
      const [a, b, weights] = binary(golden);
      const options = { ...weights, strategy, bins };
      const what = `${golden.id} ${strategy} ${bins}`;
      const curve = calibrationCurve(a, b, options);
      assertRow(curve.map(({ observed }) => observed), theirs.prob_true, `${what} prob_true`);
      assertRow(curve.map(({ predicted }) => predicted), theirs.prob_pred, `${what} prob_pred`);
      assertWithin(expectedCalibrationError(a, b, options), theirs.ece, near, what);
      assertWithin(maxCalibrationError(a, b, options), theirs.mce, near, what);
      if (golden.input.sample_weight !== null) continue;
      const filled = theirs.bin_counts.flatMap((count, bin) => count > 0 ? [bin] : []);
      assertEquals(
        curve.map(({ weight }) => weight),
        filled.map((bin) => theirs.bin_counts[bin]),
        what,
      );
      const edges = theirs.edges!;
      assertRow(curve.map(({ low }) => low), filled.map((bin) => edges[bin]!), `${what} low`);
      assertRow(curve.map(({ high }) => high), filled.map((bin) => edges[bin + 1]!), what);
    }
  });

  checkClasses("roc_auc", "rocAucScore() agrees", (golden, expected) => {
    const [a, b, options] = classes(golden);
    for (const [form, theirs] of Object.entries(expected)) {
      const what = `${golden.id} ${form}`;
      if (form === "ovr_per_class") {
        assertRow(areasByClass(golden), theirs as Num[], what);
        continue;
      }
      const [multiClass, average] = form.split("_") as ["ovr" | "ovo", "macro"];
      const ours = () => rocAucScore(a, b, { ...options, multiClass, average });
      assertNumber(ours, theirs as Num, what);
    }
  });

  checkClasses("average_precision", "averagePrecisionScore() agrees", (golden, expected) => {
    const [a, b, options] = classes(golden);
    for (const [average, theirs] of Object.entries(expected)) {
      const ours = averagePrecisionScore(a, b, { ...options, average: average as "macro" });
      assertWithin(ours, theirs, near, `${golden.id} ${average}`);
    }
  });

  checkClasses("log_loss", "logLoss() agrees", (golden, expected) => {
    assertWithin(logLoss(...classes(golden)), expected, near, golden.id);
  });

  for (const halve of [false, true]) {
    const name = `brier_multiclass_scale_by_half_${halve}` as const;
    checkClasses(name, `brierLoss() agrees, halved ${halve},`, (golden, expected) => {
      const [a, b, options] = classes(golden);
      assertWithin(brierLoss(a, b, { ...options, halve }), expected, near, golden.id);
    });
  }

  checkClasses("top_label_calibration", "calibration errors agree", (golden, expected) => {
    const [a, b, options] = classes(golden);
    for (const { n_bins: bins, ece, mce } of expected) {
      const what = `${golden.id} ${bins}`;
      assertWithin(expectedCalibrationError(a, b, { ...options, bins }), ece, near, what);
      assertWithin(maxCalibrationError(a, b, { ...options, bins }), mce, near, what);
    }
  });

  Deno.test(`all that is in the file is compared with ${peer}`, () => {
    const keys = (cases: readonly (Case | ClassCase)[], part: "input" | "options" | "expected") =>
      cases.flatMap((one) => Object.keys(one[part]));
    const several = file.multiclass_cases;
    assertKnown(Object.keys(file), [...ABOUT, "cases", "multiclass_cases"], "lists");
    assertKnown(keys(file.cases, "input"), ["y_true", "y_score", "sample_weight"], "input");
    assertKnown(keys(file.cases, "options"), ["pos_label", "score_is_probability"], "options");
    assertKnown(keys(file.cases, "expected"), compared, "expected");
    assertKnown(keys(several, "input"), ["y_true", "y_proba", "sample_weight"], "input");
    assertKnown(keys(several, "options"), ["labels"], "options");
    assertKnown(keys(several, "expected"), comparedClasses, "expected of several classes");
  });
}

type Options<Own> = Own & { sampleWeight?: number[] };

function binary({ input, options }: Case): [Label[], number[], Options<{ positive: Label }>] {
  const positive = { positive: options.pos_label };
  return [input.y_true, input.y_score, { ...positive, ...weightsOf(input) }];
}

function classes({ input, options }: ClassCase): [
  Label[],
  number[][],
  Options<{ labels?: Label[] }>,
] {
  const labels = options.labels === null ? {} : { labels: options.labels };
  return [input.y_true, input.y_proba, { ...labels, ...weightsOf(input) }];
}

/** Each column as the scores of its class alone. */
function areasByClass({ input, options }: ClassCase): number[] {
  const names = options.labels ?? [...new Set(input.y_true)].sort(ascending);
  return names.map((positive, column) =>
    rocAucScore(input.y_true, input.y_proba.map((row) => row[column]!), {
      positive,
      ...weightsOf(input),
    })
  );
}

function ascending(a: Label, b: Label): number {
  return a < b ? -1 : 1;
}

function weightsOf({ sample_weight }: { sample_weight: number[] | null }) {
  return sample_weight === null ? {} : { sampleWeight: sample_weight };
}
