import type { Labels } from "../labels.ts";
import { logLosses, type LogLossOptions } from "../probability/log_loss.ts";
import type { ScoreRows } from "../scores.ts";
import { type MeanState, meanStream } from "./mean_stream.ts";
import type { BatchOptions, Stream } from "./stream.ts";

/** Log loss, batch by batch. */
export type LogLossStream = Stream<
  [yTrue: Labels, probabilities: ArrayLike<number> | ScoreRows, options?: BatchOptions],
  number,
  MeanState
>;

/**
 * Log loss of more samples than fit into memory; see `logLoss`.
 *
 * @param options The positive class, or the classes of the columns: name them, since a batch may lack
 * one.
 * @returns A stream that has seen nothing yet.
 * @throws {RangeError} Not itself; its `update` throws what `logLoss` does, its `result` if nothing
 * was seen.
 *
 * @example
 * ```ts
 * import { logLoss, logLossStream } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const stream = logLossStream();
 * stream.update([1, 0], [0.8, 0.4]);
 * stream.update([1], [0.9]);
 * assertAlmostEquals(stream.result(), logLoss([1, 0, 1], [0.8, 0.4, 0.9]));
 * ```
 */
export function logLossStream(
  options: Pick<LogLossOptions, "positive" | "labels"> = {},
): LogLossStream {
  const { state, add, merge, result } = meanStream("logLossStream");
  return {
    state,
    merge,
    result,
    update(yTrue, probabilities, { sampleWeight } = {}) {
      const settings = sampleWeight ? { ...options, sampleWeight } : options;
      add(logLosses("update logLossStream", yTrue, probabilities, settings), sampleWeight);
    },
  };
}
