import { rightAndAll } from "../classification/accuracy_score.ts";
import type { Labels } from "../labels.ts";
import { addExactly, addSum, type ExactSum, nearest } from "./exact_sum.ts";
import { type BatchOptions, checkSeen, type Stream } from "./stream.ts";

/** Accuracy, batch by batch. */
export type AccuracyStream = Stream<
  [yTrue: Labels, yPred: Labels, options?: BatchOptions],
  number,
  { right: ExactSum; total: ExactSum }
>;

/**
 * Accuracy of more samples than fit into memory; see `accuracyScore`.
 *
 * @returns A stream that has seen nothing yet.
 * @throws {RangeError} Not itself; its `update` throws what `accuracyScore` does, its `result` if nothing
 * was seen.
 *
 * @example
 * ```ts
 * import { accuracyStream } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const [monday, tuesday] = [accuracyStream(), accuracyStream()];
 * monday.update(["cat", "dog"], ["cat", "cat"]);
 * tuesday.update(["dog", "dog"], ["dog", "dog"]);
 * monday.merge(tuesday);
 * assertEquals(monday.result(), 0.75);
 * ```
 */
export function accuracyStream(): AccuracyStream {
  const state = { right: [] as ExactSum, total: [] as ExactSum };
  return {
    state,
    update(yTrue, yPred, { sampleWeight } = {}) {
      const [right, total] = rightAndAll("update accuracyStream", yTrue, yPred, sampleWeight);
      if (!sampleWeight) {
        addExactly(state.right, right);
        addExactly(state.total, total);
        return;
      }
      for (let i = 0; i < yTrue.length; i++) {
        addExactly(state.total, sampleWeight[i]!);
        if (yTrue[i] === yPred[i]) addExactly(state.right, sampleWeight[i]!);
      }
    },
    merge(other) {
      addSum(state.right, other.state.right);
      addSum(state.total, other.state.total);
    },
    result() {
      const total = nearest(state.total);
      checkSeen("compute accuracyStream", total);
      return nearest(state.right) / total;
    },
  };
}
