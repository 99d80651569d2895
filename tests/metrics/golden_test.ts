// Against scikit-learn and statsmodels, by the schema of tests/golden/README.md.

import { accuracyScore, confusionMatrix, type Label, wilsonInterval } from "descent/metrics";
import { assertThrows } from "@std/assert";
import { assertWithin, type GoldenCase, type GoldenFile, readGolden } from "../golden/read.ts";

type Tolerance = { rel: number; abs: number };
type Labelled = { y_true: Label[]; y_pred: Label[]; sample_weight: number[] | null };
type Table = (number | string)[][];

type ClassificationFile = GoldenFile & {
  tolerance: { other: Tolerance };
  cases: GoldenCase<
    Labelled,
    { labels: Label[] | null },
    { accuracy: number | string; confusion_matrix: Record<Normalize, Table> }
  >[];
  error_cases: {
    id: string;
    call: string;
    input: { y_true: Label[]; y_pred: Label[]; labels?: Label[] };
  }[];
};
type Normalize = "none" | "true" | "pred" | "all";

type IntervalsFile = GoldenFile & {
  tolerance: Tolerance;
  proportion_cases: GoldenCase<
    { count: number; nobs: number },
    { alpha: number },
    { wilson: [number, number] }
  >[];
};

for (const { from, file } of readGolden<ClassificationFile>("metrics_classification.json")) {
  const peer = `scikit-learn ${file.tool["scikit-learn"]}`;
  const within = file.tolerance.other;

  Deno.test(`accuracyScore() agrees with ${peer} (${from}, ${file.cases.length} cases)`, () => {
    for (const { id, input, expected } of file.cases) {
      const score = accuracyScore(input.y_true, input.y_pred, weightsOf(input));
      assertWithin(score, expected.accuracy, within, id);
    }
  });

  for (const normalize of ["none", "true", "pred", "all"] as const) {
    Deno.test(`confusionMatrix() agrees with ${peer}, normalize ${normalize} (${from})`, () => {
      for (const { id, input, options, expected } of file.cases) {
        const labels = options.labels === null ? {} : { labels: options.labels };
        const settings = { ...labels, ...weightsOf(input), normalize };
        const table = confusionMatrix(input.y_true, input.y_pred, settings);
        assertTable(table, expected.confusion_matrix[normalize], within, id);
      }
    });
  }

  Deno.test(`accuracyScore() and confusionMatrix() refuse what ${peer} refuses (${from})`, () => {
    for (const { id, call, input: { y_true, y_pred, labels } } of file.error_cases) {
      const ours = {
        accuracy_score: () => accuracyScore(y_true, y_pred),
        confusion_matrix: () => confusionMatrix(y_true, y_pred, labels && { labels }),
      }[call];
      if (ours) assertThrows(ours, Error, "Cannot compute ", id);
    }
  });
}

for (const { from, file } of readGolden<IntervalsFile>("intervals_and_tests.json")) {
  const peer = `statsmodels ${file.tool["statsmodels"]}`;
  const number = file.proportion_cases.length;

  Deno.test(`wilsonInterval() agrees with ${peer} (${from}, ${number} cases)`, () => {
    for (const { id, input, options, expected } of file.proportion_cases) {
      const ends = wilsonInterval(input.count, input.nobs, { level: 1 - options.alpha });
      ends.forEach((end, i) => assertWithin(end, expected.wilson[i]!, file.tolerance, id));
    }
  });
}

function weightsOf({ sample_weight }: Labelled): { sampleWeight?: number[] } {
  return sample_weight === null ? {} : { sampleWeight: sample_weight };
}

function assertTable(actual: number[][], expected: Table, within: Tolerance, id: string): void {
  const shape = (table: Table) => table.map((row) => row.length).join();
  if (shape(actual) !== shape(expected)) throw new Error(`${id}: another shape`);
  actual.forEach((row, i) =>
    row.forEach((value, j) => assertWithin(value, expected[i]![j]!, within, `${id} [${i}][${j}]`))
  );
}
