import type { NgramModel } from "./model.ts";

/** What a smoothing makes of counts: the numbers of a model, for the nodes of the counted tree. */
export type Estimate =
  & Pick<NgramModel, "counts" | "log10" | "backoffs" | "totals">
  & {
    flat?: boolean;
    unseenContext?: number;
    distribution?: boolean;
    /** What to tell of each order, from 1. */
    details: Omit<NgramModel["details"][number], "order" | "ngrams">[];
    notes: string[];
  };

/** What all estimators need beside the counts. */
export type Setting = {
  boundaries: "sentence" | "none";
  /** How many words can be predicted. */
  v: number;
};

/** Log10, to 1e-15 and in half the time of `Math.log10`. */
export function log10(value: number): number {
  return Math.log(value) * Math.LOG10E;
}

/** Log10 in place; rounding can have left a probability just above 1. */
export function toLog10InPlace(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = log10(Math.min(values[i]!, 1));
}

/** A number as people are told it: counts in full, the rest to four digits. */
export function short(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
}
