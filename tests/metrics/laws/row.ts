// The form of the table of laws: a row says what a part of descent/metrics computes from a few
// columns of samples, and which laws that obeys. laws_test.ts tries each law of each row.

import type fc from "fast-check";

/** Columns of one length, a value for each sample: what a metric is computed from. */
export type Data = { [column: string]: readonly unknown[] };

/** What data a row takes, and what the laws do to it. See kinds.ts. */
export type Kind = {
  /** Random samples, without what the metrics of this kind refuse. */
  data: fc.Arbitrary<Data>;
  /** Other names for the same classes, or another unit for the same numbers. */
  relabelled(data: Data): Data;
  /** The same truth, predicted without any mistake. */
  perfected(data: Data): Data;
};

/** A law that holds, or in words why it cannot. */
export type Holds = true | { not: string };

/** One row. */
export type Row = {
  /** The exports it is about, by name; the first one names the tests. */
  covers: readonly string[];
  kind: Kind;
  /**
   * The number, list or record that the metric gives.
   *
   * @param data Columns `yTrue` and `yPred`, and `sampleWeight` where the law of repetition asks.
   */
  value(data: Data): unknown;
  /** The order of the samples does not matter. */
  permutation: Holds;
  /** Nor do the names of the classes, or the unit of the numbers. */
  relabelling: Holds;
  /** What it gives where every prediction is right. */
  perfect: { value: unknown } | { not: string };
  /** A weight of 3 counts as three samples. */
  repetition: Holds;
  /** Truth and prediction may change places. */
  symmetry: Holds;
};

/** Exports that are not computed from samples, and what they are instead. */
export type NoMetric = { covers: readonly string[]; is: string };

/** A row whose order does not matter and whose weights count, with the rest told. */
export function row(
  name: string | readonly string[],
  kind: Kind,
  value: Row["value"],
  laws: Pick<Row, "relabelling" | "perfect" | "symmetry"> & Partial<Row>,
): Row {
  const covers = typeof name === "string" ? [name] : name;
  return { covers, kind, value, permutation: true, repetition: true, ...laws };
}
