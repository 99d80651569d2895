import { accuracyScore, confusionMatrix, type Label } from "descent/metrics";
import { LABELS } from "./kinds.ts";
import { type Data, type Row, row } from "./row.ts";

/** The columns as a metric of labels takes them. */
function labels({ yTrue, yPred, sampleWeight }: Data): [Label[], Label[], object] {
  return [yTrue as Label[], yPred as Label[], sampleWeight ? { sampleWeight } : {}];
}

export const CLASSIFICATION: readonly Row[] = [
  row("accuracyScore", LABELS, (data) => accuracyScore(...labels(data)), {
    relabelling: true,
    perfect: { value: 1 },
    symmetry: true,
  }),
  row("confusionMatrix", LABELS, (data) => confusionMatrix(...labels(data)), {
    relabelling: { not: "rows and columns follow the order of the names" },
    perfect: { not: "counts, whose diagonal depends on the data" },
    symmetry: { not: "it is turned over" },
  }),
];
