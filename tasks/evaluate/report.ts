import type { Estimate, FairnessGaps, TestResult } from "descent/metrics";
import type { Fault } from "./faults.ts";

/** A metric by name. */
export type NamedEstimate = Estimate & {
  name: string;
  better: "higher" | "lower" | "zero";
};

/** One class of a classification. */
export type ClassRow = {
  label: string;
  support: number;
  /** Missing where nothing was predicted to be of the class, or nothing is. */
  precision?: Estimate;
  recall?: Estimate;
  f1: number;
  /** Area under the ROC curve, this class against the rest; where there are probabilities. */
  area?: Estimate;
};

/** A bin of a reliability diagram. */
export type ReliabilityBin = {
  predicted: number;
  observed: number;
  interval: [number, number];
  weight: number;
};

/** Points for the figures; lines are thinned to some hundred points. */
export type Curves = {
  /** How many rows they rest on. */
  rows: number;
  roc?: { falsePositiveRate: number[]; truePositiveRate: number[]; area: number };
  precisionRecall?: { recall: number[]; precision: number[]; area: number };
  /** Two classes: of the positive one. More: of the predicted one, whether it was right. */
  reliability?: ReliabilityBin[];
  /** What each threshold gives. */
  thresholds?: { threshold: number[]; precision: number[]; recall: number[]; f1: number[] };
  /** Of a regression, a few thousand rows. */
  pairs?: { yTrue: number[]; yPred: number[] };
};

/** What was found of one file's predictions. */
export type ModelReport = {
  file: string;
  metrics: NamedEstimate[];
  classes?: ClassRow[];
  confusion?: { labels: string[]; matrix: number[][] };
  /** Of a regression. */
  largestError?: { error: number; line: number };
  curves: Curves;
};

/** How one group of a slice does. */
export type GroupRow = Estimate & {
  group: string;
  /** Two classes: the shares predicted positive, of all, of the positives, of the negatives. */
  rates?: { selected: Estimate; found?: Estimate; falseAlarms?: Estimate };
};

/** A metric told apart by the values of a column. */
export type SliceTable = {
  file: string;
  column: string;
  metric: string;
  better: "higher" | "lower";
  /** The groups, in order of their names. */
  groups: GroupRow[];
  /** The name of the worst, of those with two rows or more. */
  worst: string;
  /** How far the worst is from the best. */
  gap: number;
  /** Of two classes: how far groups are apart in what is selected, found and falsely alarmed. */
  fairness?: Pick<FairnessGaps, "demographicParity" | "equalisedOdds">;
};

/** One metric of both models. */
export type ComparisonRow = {
  name: string;
  better: "higher" | "lower";
  a: number;
  b: number;
  /** A less B. */
  difference: Estimate;
  /** Whether it may be chance; `corrected` for the number of rows of the table (Holm). */
  test: TestResult & { corrected: number };
};

/** What `deno task evaluate` found: the JSON for machines, and all that the page tells. */
export type Report = {
  format: "descent evaluation";
  formatVersion: 1;
  /** Version of Descent. */
  descent: string;
  kind: "classification" | "regression";
  /** Rows evaluated, of each file. */
  rows: number;
  leftOut: { count: number; first: Fault[] };
  level: number;
  seed: number;
  /** The label that precision, recall, areas and rates are about. */
  positive?: string;
  models: ModelReport[];
  slices: SliceTable[];
  comparison?: ComparisonRow[];
  /** What a reader must know of these numbers. */
  notes: string[];
};

/** What intervals are made with. */
export type IntervalOptions = { level: number; seed: number };
