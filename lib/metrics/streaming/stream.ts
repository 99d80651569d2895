import { cannot } from "../../core/mod.ts";

/**
 * A metric that is computed piece by piece. Pieces may come in any order, and several streams of
 * one kind may be merged in any order: the result is the same to the last digit.
 */
export type Stream<Batch extends unknown[], Result, State> = {
  /** All that it has kept: plain data, which can be posted to another thread and merged there. */
  readonly state: State;
  /** Takes in some samples. */
  update(...batch: Batch): void;
  /** Takes in all that another stream has seen. That one stays as it is. */
  merge(other: { readonly state: State }): void;
  /** The metric over all samples so far. */
  result(): Result;
};

/** What a batch may come with. */
export type BatchOptions = {
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/** Stops unless some weight has been seen. */
export function checkSeen(action: string, total: number): void {
  if (total > 0) return;
  throw new RangeError(cannot(action, "update must have been given at least one sample"));
}
