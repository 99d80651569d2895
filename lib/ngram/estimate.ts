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

/** A number as people are told it: counts in full, the rest to four digits. */
export function short(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
}
