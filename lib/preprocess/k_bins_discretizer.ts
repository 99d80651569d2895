import { cannot, checkInteger, createMatrix, type Matrix } from "../core/mod.ts";
import { presentValues, quantileOf } from "./column_values.ts";
import { checkColumns, checkFit, mapColumns, type Transformer } from "./transformer.ts";

/** What a discretiser has learnt. */
export type KBinsDiscretizerState = {
  readonly kind: "kBinsDiscretizer";
  /** The edges of each column's bins, rising, one more than bins. */
  readonly edges: readonly (readonly number[])[];
  /** Whether a bin is a number or a column of its own. */
  readonly encode: "ordinal" | "oneHot";
};

/** A discretiser fitted by {@linkcode fitKBinsDiscretizer}. */
export type KBinsDiscretizer = KBinsDiscretizerState & Transformer;

/** What {@linkcode fitKBinsDiscretizer} may be told. */
export type KBinsDiscretizerOptions = {
  /** How many bins a column gets, at least 2. @default 5 */
  bins?: number | undefined;
  /** Bins of one width, or bins with one number of training values. @default "quantile" */
  strategy?: "uniform" | "quantile" | undefined;
  /** Whether a bin is its number, or a column of zeros and ones. @default "ordinal" */
  encode?: "ordinal" | "oneHot" | undefined;
};

/**
 * Learns bins for each column, and puts the number of the bin in a value's place: 0, 1, …
 *
 * A bin holds its lower edge, the last one also its upper; values outside the training data go to the
 * outer bins. Quantiles go by straight lines between neighbours; edges nearer than 1e-8 become one, so
 * that a column with few distinct values has fewer bins. A constant column has one bin.
 *
 * @param X Rows to learn from, shape `(n, d)`.
 * @param options All may be left out.
 * @returns The edges, and `transform`.
 * @throws {RangeError} If X is empty or holds NaN or an infinity, `bins` is not a whole number of at
 * least 2, or there is no such strategy.
 *
 * @example
 * ```ts
 * import { fitKBinsDiscretizer } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const bins = fitKBinsDiscretizer(matrixFrom([[0], [6]]), { bins: 3, strategy: "uniform" });
 * assertEquals(bins.edges, [[0, 2, 4, 6]]);
 * assertEquals(rowsOf(bins.transform(matrixFrom([[-9], [2], [6]]))), [[0], [1], [2]]);
 * ```
 *
 * Source: scikit-learn's KBinsDiscretizer with `quantile_method="linear"`.
 */
export function fitKBinsDiscretizer(
  X: Matrix,
  { bins = 5, strategy = "quantile", encode = "ordinal" }: KBinsDiscretizerOptions = {},
): KBinsDiscretizer {
  checkInteger(ACTION, "bins", bins, 2);
  checkFit(ACTION, X, false);
  if (strategy !== "uniform" && strategy !== "quantile") {
    throw new RangeError(cannot(ACTION, "strategy must be one of uniform, quantile", strategy));
  }
  const edges = presentValues(ACTION, X).map((values) => {
    const sorted = values.sort();
    if (sorted[0] === sorted.at(-1)) return [sorted[0]!, sorted[0]!];
    return strategy === "uniform" ? evenEdges(sorted, bins) : quantileEdges(sorted, bins);
  });
  return kBinsDiscretizer({ kind: "kBinsDiscretizer", edges, encode });
}

/** The discretiser of edges that were learnt before. */
export function kBinsDiscretizer(state: KBinsDiscretizerState): KBinsDiscretizer {
  const { edges, encode } = state;
  return {
    ...state,
    transform(X) {
      checkColumns("put into bins", X, edges.length);
      const numbers = mapColumns(X, (value, j) => {
        if (Number.isNaN(value)) {
          throw new RangeError(cannot("put into bins", "X must not hold NaN"));
        }
        return binOf(value, edges[j]!);
      });
      return encode === "ordinal"
        ? numbers
        : spread(numbers, edges.map(({ length }) => length - 1));
    },
  };
}

function evenEdges(sorted: Float64Array, bins: number): number[] {
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const width = (high - low) / bins;
  return Array.from({ length: bins + 1 }, (_, i) => i === bins ? high : i * width + low);
}

function quantileEdges(sorted: Float64Array, bins: number): number[] {
  const edges = Array.from({ length: bins + 1 }, (_, i) => quantileOf(sorted, i / bins));
  return edges.filter((edge, i) => i === 0 || edge - edges[i - 1]! > 1e-8); // scikit-learn's bound
}

/** How many inner edges a value has reached. */
function binOf(value: number, edges: readonly number[]): number {
  let bin = 0;
  while (bin < edges.length - 2 && value >= edges[bin + 1]!) bin++;
  return bin;
}

/** Bin numbers as zeros and ones, a column for each bin. */
function spread(numbers: Matrix, bins: number[]): Matrix {
  const starts = bins.map((_, j) => bins.slice(0, j).reduce((sum, count) => sum + count, 0));
  const hot = createMatrix(numbers.rows, bins.reduce((sum, count) => sum + count, 0));
  numbers.data.forEach((bin, at) => {
    const [i, j] = [Math.floor(at / numbers.columns), at % numbers.columns];
    hot.data[i * hot.columns + starts[j]! + bin] = 1;
  });
  return hot;
}

const ACTION = "fit a discretiser";
