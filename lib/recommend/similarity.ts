import { cannot, checkBetween, createMatrix, type Matrix } from "../core/mod.ts";
import type { Ratings, Sparse } from "./ratings.ts";

/**
 * How two users, or two items, are compared:
 * - `cosine`: what is missing counts as 0, so that having rated the same things makes similar;
 * - `centeredCosine`: after each row's mean is taken away, so that liking the same things does;
 * - `pearson`: the correlation over the things both rated, 0 where these are fewer than two or do not
 *   vary;
 * - `coratedCosine`: the cosine over the things both rated.
 */
export type SimilarityKind = "cosine" | "centeredCosine" | "pearson" | "coratedCosine";

/** What a similarity may be told. */
export type SimilarityOptions = {
  /** How to compare. @default "centeredCosine" */
  similarity?: SimilarityKind | undefined;
  /**
   * Pulls the similarity of pairs with few common entries to 0: it is multiplied with
   * `common / (common + shrinkage)`. @default 0
   */
  shrinkage?: number | undefined;
};

/** What {@linkcode similarityMatrix} may be told. */
export type SimilarityMatrixOptions = SimilarityOptions & {
  /** Whether users are compared, or items. @default "users" */
  of?: "users" | "items" | undefined;
};

/**
 * How similar each user is to each other one, or each item.
 *
 * It takes `8 · n²` bytes; `fitNeighbours` needs no such table.
 *
 * @param ratings Who gave what how much.
 * @param options All may be left out.
 * @returns A symmetric matrix of `n × n`, from −1 to 1. The diagonal says how similar each is to itself:
 * leave it out when looking for the most similar.
 * @throws {RangeError} If there is no such similarity, or `shrinkage` is below 0.
 *
 * @example
 * ```ts
 * import { ratingsFrom, similarityMatrix } from "descent/recommend";
 * import { rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * // Two people who like opposite things, in stars.
 * const ratings = ratingsFrom({ users: [0, 0, 1, 1], items: [0, 1, 0, 1], values: [5, 1, 2, 4] });
 * const [[, similarity]] = rowsOf(similarityMatrix(ratings)) as [[number, number]];
 * assertEquals(similarity.toFixed(3), "-1.000");
 * const [[, raw]] = rowsOf(similarityMatrix(ratings, { similarity: "cosine" })) as [[number, number]];
 * assertEquals(raw.toFixed(3), "0.614"); // both rated the same things
 * ```
 *
 * Source: J. Herlocker, J. Konstan, A. Borchers, J. Riedl, "An algorithmic framework for performing
 * collaborative filtering", SIGIR 1999; shrinkage after Y. Koren, KDD 2008.
 */
export function similarityMatrix(
  ratings: Ratings,
  { of = "users", ...options }: SimilarityMatrixOptions = {},
): Matrix {
  const [rows, columns] = of === "users"
    ? [ratings.byUser, ratings.byItem]
    : [ratings.byItem, ratings.byUser];
  const rowOf = similarityRows(rows, columns, options);
  const n = rows.starts.length - 1;
  const matrix = createMatrix(n, n);
  for (let r = 0; r < n; r++) matrix.data.set(rowOf(r), r * n);
  return matrix;
}

/**
 * A function that computes one row of similarities: walks through the row's entries and, for each, all
 * others of its column, so that pairs without a common entry cost nothing.
 *
 * The array it answers is its own and overwritten by the next call.
 */
export function similarityRows(
  rows: Sparse,
  columns: Sparse,
  { similarity = "centeredCosine", shrinkage = 0 }: SimilarityOptions = {},
): (row: number) => Float64Array<ArrayBuffer> {
  const finish = FINISH[similarity];
  if (!finish) {
    const needed = `similarity must be one of ${Object.keys(FINISH).join(", ")}`;
    throw new RangeError(cannot(ACTION, needed, similarity));
  }
  if (shrinkage !== 0) checkBetween(ACTION, "shrinkage", shrinkage, 0);
  const n = rows.starts.length - 1;
  const centered = similarity === "centeredCosine";
  const offsets = centered ? meansOf(rows) : new Float64Array(n);
  const lengths = lengthsOf(rows, offsets);
  const sums: Sums = {
    common: new Float64Array(n),
    x: new Float64Array(n),
    y: new Float64Array(n),
    xx: new Float64Array(n),
    yy: new Float64Array(n),
    xy: new Float64Array(n),
  };
  const result = new Float64Array(n);
  return (row) => {
    for (const sum of Object.values(sums)) sum.fill(0);
    addCommon(rows, columns, row, offsets, sums);
    for (let r = 0; r < n; r++) {
      const common = sums.common[r]!;
      const value = common === 0 ? 0 : finish(sums, r, lengths[row]! * lengths[r]!);
      result[r] = shrinkage === 0 ? value : value * common / (common + shrinkage);
    }
    return result;
  };
}

/** The mean of each row's entries, NaN for a row without. */
export function meansOf({ starts, values }: Sparse): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: starts.length - 1 }, (_, r) => {
    let sum = 0;
    for (let at = starts[r]!; at < starts[r + 1]!; at++) sum += values[at]!;
    return sum / (starts[r + 1]! - starts[r]!);
  });
}

const ACTION = "compute similarities";

/** Sums over the entries that a row has in common with each other row: x is the row's, y the other's. */
type Sums = Record<"common" | "x" | "y" | "xx" | "yy" | "xy", Float64Array>;

function addCommon(
  rows: Sparse,
  columns: Sparse,
  row: number,
  offsets: Float64Array,
  { common, x: sumX, y: sumY, xx, yy, xy }: Sums,
): void {
  for (let at = rows.starts[row]!; at < rows.starts[row + 1]!; at++) {
    const column = rows.columns[at]!;
    const x = rows.values[at]! - offsets[row]!;
    for (let to = columns.starts[column]!; to < columns.starts[column + 1]!; to++) {
      const r = columns.columns[to]!;
      const y = columns.values[to]! - offsets[r]!;
      common[r]!++;
      sumX[r]! += x;
      sumY[r]! += y;
      xx[r]! += x * x;
      yy[r]! += y * y;
      xy[r]! += x * y;
    }
  }
}

/** From sums over the common entries to a similarity; `lengths` is ‖x‖ ‖y‖ over all entries. */
const FINISH: Record<SimilarityKind, (sums: Sums, r: number, lengths: number) => number> = {
  cosine: ({ xy }, r, lengths) => lengths === 0 ? 0 : xy[r]! / lengths,
  centeredCosine: ({ xy }, r, lengths) => lengths === 0 ? 0 : xy[r]! / lengths,
  coratedCosine: ({ xx, yy, xy }, r) => {
    const lengths = Math.sqrt(xx[r]!) * Math.sqrt(yy[r]!);
    return lengths === 0 ? 0 : xy[r]! / lengths;
  },
  pearson: ({ common, x, y, xx, yy, xy }, r) => {
    const n = common[r]!;
    const varianceX = n * xx[r]! - x[r]! ** 2;
    const varianceY = n * yy[r]! - y[r]! ** 2;
    // Below this a variance is rounding: ratings of one value that is no sum of powers of two.
    const least = 1e-12 * n;
    if (n < 2 || varianceX <= least * xx[r]! || varianceY <= least * yy[r]!) return 0;
    return (n * xy[r]! - x[r]! * y[r]!) / (Math.sqrt(varianceX) * Math.sqrt(varianceY));
  },
};

function lengthsOf({ starts, values }: Sparse, offsets: Float64Array): Float64Array {
  return offsets.map((offset, r) => {
    let squares = 0;
    for (let at = starts[r]!; at < starts[r + 1]!; at++) squares += (values[at]! - offset) ** 2;
    return Math.sqrt(squares);
  });
}
