import type { Labels } from "../labels.ts";
import { type BrierLossOptions, squaredDistances } from "../probability/brier_loss.ts";
import type { ScoreRows } from "../scores.ts";
import { type MeanState, meanStream } from "./mean_stream.ts";
import type { BatchOptions, Stream } from "./stream.ts";

/** Brier loss, batch by batch. */
export type BrierStream = Stream<
  [yTrue: Labels, probabilities: ArrayLike<number> | ScoreRows, options?: BatchOptions],
  number,
  MeanState
>;

/**
 * Brier loss of more samples than fit into memory; see `brierLoss`.
 *
 * @param options The positive class, or the classes of the columns: name them, since a batch may lack
 * one; halved or not.
 * @returns A stream that has seen nothing yet.
 * @throws {RangeError} Not itself; its `update` throws what `brierLoss` does, its `result` if nothing
 * was seen.
 *
 * @example
 * ```ts
 * import { brierLoss, brierStream } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const stream = brierStream();
 * stream.update([1, 0], [0.8, 0.4]);
 * stream.update([1], [0.9]);
 * assertAlmostEquals(stream.result(), brierLoss([1, 0, 1], [0.8, 0.4, 0.9]));
 * ```
 */
export function brierStream(
  options: Pick<BrierLossOptions, "positive" | "labels" | "halve"> = {},
): BrierStream {
  const { state, add, merge, result } = meanStream("brierStream");
  return {
    state,
    merge,
    result,
    update(yTrue, probabilities, { sampleWeight } = {}) {
      const settings = sampleWeight ? { ...options, sampleWeight } : options;
      add(squaredDistances("update brierStream", yTrue, probabilities, settings), sampleWeight);
    },
  };
}
