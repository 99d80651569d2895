import {
  accuracyStream,
  aucStream,
  brierStream,
  confusionStream,
  logLossStream,
  regressionStream,
  type Stream,
} from "descent/metrics";
import { LABELS, NUMBERS, PROBABILITIES, SCORES } from "./kinds.ts";
import { type Data, type Row, row } from "./row.ts";

/** A stream whose batches are two columns and their weights. */
type ColumnStream<Result> = Stream<
  // deno-lint-ignore no-explicit-any -- each stream has its own kind of columns
  [yTrue: any, yPred: any, options?: { sampleWeight?: ArrayLike<number> }],
  Result,
  // deno-lint-ignore no-explicit-any
  any
>;

/** Feeds rows by turns to three streams and merges them. */
export function inParts<Result>(make: () => ColumnStream<Result>, data: Data): Result {
  const { yTrue, yPred, sampleWeight } = data;
  const parts = [0, 1, 2].map((part) => {
    const mine = <T>(column: readonly T[]) => column.filter((_, i) => i % 3 === part);
    const weights = sampleWeight && { sampleWeight: mine(sampleWeight) as number[] };
    const stream = make();
    stream.update(mine(yTrue!), mine(yPred!), weights);
    return stream;
  });
  parts[0]!.merge(parts[1]!);
  parts[0]!.merge(parts[2]!);
  return parts[0]!.result();
}

const KINDS = { not: "labels and scores differ in kind" };

export const STREAMING: readonly Row[] = [
  row("accuracyStream", LABELS, (data) => inParts(accuracyStream, data), {
    relabelling: true,
    perfect: { value: 1 },
    symmetry: true,
  }),
  row("confusionStream", LABELS, (data) => inParts(confusionStream, data), {
    relabelling: { not: "rows and columns follow the order of the names" },
    perfect: { not: "counts, whose diagonal depends on the data" },
    symmetry: { not: "it is turned over" },
  }),
  row("logLossStream", SCORES, (data) => inParts(() => logLossStream(), data), {
    relabelling: true,
    perfect: { value: 0 },
    symmetry: KINDS,
  }),
  row("brierStream", PROBABILITIES, (data) => {
    return inParts(() => brierStream({ labels: [0, 1, 2] }), data);
  }, { relabelling: true, perfect: { value: 0 }, symmetry: KINDS }),
  row("aucStream", SCORES, (data) => inParts(() => aucStream(), data), {
    relabelling: true,
    perfect: { value: { value: 1, error: 0 } },
    symmetry: KINDS,
  }),
  row("aucStream", SCORES, (data) => inParts(() => aucStream({ bins: 5 }), data), {
    relabelling: true,
    perfect: { value: { value: 1, error: 0 } },
    symmetry: KINDS,
  }),
  row("regressionStream", NUMBERS, (data) => inParts(regressionStream, data), {
    relabelling: { not: "errors are in the unit of the values" },
    perfect: { not: "it tells mean and variance too" },
    symmetry: { not: "errors change their sign" },
  }),
  row("regressionStream", NUMBERS, (data) => inParts(regressionStream, data).r2, {
    relabelling: true,
    perfect: { value: 1 },
    symmetry: { not: "R² divides by the spread of the truth" },
  }),
];
