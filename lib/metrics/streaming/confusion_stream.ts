import { countPairs } from "../classification/pairs.ts";
import { type Label, type Labels, sortedLabels } from "../labels.ts";
import { addExactly, addSum, type ExactSum, nearest } from "./exact_sum.ts";
import { type BatchOptions, checkSeen, type Stream } from "./stream.ts";

/** A confusion matrix with the names of its rows and columns. */
export type NamedConfusion = {
  /** The labels that have occurred, in order, k of them. */
  labels: Label[];
  /** k rows of k sums of weights: true classes downwards, predicted ones across. */
  matrix: number[][];
};

/** By true label, then by predicted one, the weight of such samples. */
type Cells = Map<Label, Map<Label, ExactSum>>;

/** A confusion matrix, batch by batch. */
export type ConfusionStream = Stream<
  [yTrue: Labels, yPred: Labels, options?: BatchOptions],
  NamedConfusion,
  Cells
>;

/**
 * The confusion matrix of more samples than fit into memory; see `confusionMatrix`. Labels need not
 * be known before.
 *
 * @returns A stream that has seen nothing yet.
 * @throws {RangeError} Not itself; its `update` throws what `confusionMatrix` does, its `result` if nothing
 * was seen.
 *
 * @example
 * ```ts
 * import { confusionStream } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const stream = confusionStream();
 * stream.update(["cat", "dog"], ["cat", "cat"]);
 * stream.update(["emu"], ["emu"]);
 * assertEquals(stream.result(), {
 *   labels: ["cat", "dog", "emu"],
 *   matrix: [[1, 0, 0], [1, 0, 0], [0, 0, 1]],
 * });
 * ```
 */
export function confusionStream(): ConfusionStream {
  const state: Cells = new Map();
  return {
    state,
    update(yTrue, yPred, { sampleWeight } = {}) {
      const { labels, counts } = countPairs("update confusionStream", yTrue, yPred, sampleWeight);
      if (sampleWeight) {
        for (let i = 0; i < yTrue.length; i++) {
          addExactly(cellOf(state, yTrue[i]!, yPred[i]!), sampleWeight[i]!);
        }
        return;
      }
      counts.forEach((count, at) => {
        if (count === 0) return;
        const row = labels[Math.floor(at / labels.length)]!;
        addExactly(cellOf(state, row, labels[at % labels.length]!), count);
      });
    },
    merge(other) {
      for (const [row, cells] of other.state) {
        for (const [column, sum] of cells) addSum(cellOf(state, row, column), sum);
      }
    },
    result() {
      checkSeen("compute confusionStream", state.size);
      const labels = sortedLabels(
        [...state.keys()],
        [...state.values()].flatMap((c) => [...c.keys()]),
      );
      const matrix = labels.map((row) =>
        labels.map((column) => nearest(state.get(row)?.get(column) ?? []))
      );
      return { labels, matrix };
    },
  };
}

/** The sum in a cell, made where there is none yet. */
function cellOf(cells: Cells, row: Label, column: Label): ExactSum {
  let columns = cells.get(row);
  if (!columns) cells.set(row, columns = new Map());
  let sum = columns.get(column);
  if (!sum) columns.set(column, sum = []);
  return sum;
}
