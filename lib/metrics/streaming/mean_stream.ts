import { addExactly, addProduct, addSum, type ExactSum, nearest } from "./exact_sum.ts";
import { checkSeen } from "./stream.ts";

/** Sums behind a weighted mean. */
export type MeanState = { sum: ExactSum; total: ExactSum };

/** What a stream of a mean over samples has but for `update`. */
export function meanStream(name: string) {
  const state: MeanState = { sum: [], total: [] };
  return {
    state,
    /** Takes in the value of each sample. */
    add(values: Float64Array, sampleWeight?: ArrayLike<number>): void {
      for (let i = 0; i < values.length; i++) {
        addProduct(state.sum, sampleWeight ? sampleWeight[i]! : 1, values[i]!);
        if (sampleWeight) addExactly(state.total, sampleWeight[i]!);
      }
      if (!sampleWeight) addExactly(state.total, values.length);
    },
    merge(other: { readonly state: MeanState }): void {
      addSum(state.sum, other.state.sum);
      addSum(state.total, other.state.total);
    },
    result(): number {
      const total = nearest(state.total);
      checkSeen(`compute ${name}`, total);
      return nearest(state.sum) / total;
    },
  };
}
