import { cannot, checkInteger, type Matrix, matrixFrom } from "../../core/mod.ts";
import { checkFinite } from "../regression/numbers.ts";
import { discount } from "./ranked_lists.ts";

/** What `dcgScore` and `ndcgScore` may be told. */
export type GainOptions = {
  /** How many places at the top are looked at, k >= 1. @default all */
  k?: number;
};

/** One row of numbers for each query. */
type Rows = Matrix | readonly ArrayLike<number>[];

/**
 * Discounted cumulative gain: each item's grade of relevance, divided by `log₂(i + 1)` for place i in
 * the order of the scores; mean over the queries. Items with equal scores share their places: each
 * counts with the mean discount of the places.
 *
 * @param relevance The true grade of each item, 0 or more, shape `(queries, items)`.
 * @param scores Higher for what is to stand first, same shape.
 * @param options `k`.
 * @returns 0 or more, in the unit of the grades.
 * @throws {RangeError} If the shapes differ or are empty, a grade is below 0 or not finite, a score
 * is not finite, or `k` is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { dcgScore } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(dcgScore([[3, 0, 2]], [[0.9, 0.8, 0.1]]), 3 + 2 / 2);
 * ```
 *
 * Source: K. Järvelin and J. Kekäläinen, ACM Transactions on Information Systems 20 (2002), with
 * plain grades for gains as scikit-learn has them; F. McSherry and M. Najork, "Computing information
 * retrieval performance measures efficiently in the presence of tied scores", ECIR 2008.
 */
export function dcgScore(
  relevance: Rows,
  scores: Rows,
  { k = Infinity }: GainOptions = {},
): number {
  return meanGain("compute dcgScore", relevance, scores, k, dcg);
}

/**
 * Normalised discounted cumulative gain: {@linkcode dcgScore} divided by that of the best order;
 * mean over the queries. A query whose grades are all 0 counts as 0.
 *
 * @param relevance The true grade of each item, 0 or more, shape `(queries, items)`.
 * @param scores Higher for what is to stand first, same shape.
 * @param options `k`.
 * @returns A number between 0 and 1 (best order), without unit.
 * @throws {RangeError} If the shapes differ or are empty, a grade is below 0 or not finite, a score
 * is not finite, or `k` is not a whole number of at least 1.
 *
 * @example The two best items have changed places
 * ```ts
 * import { ndcgScore } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const perfect = 2 + 1 / Math.log2(3);
 * const found = 1 + 2 / Math.log2(3);
 * assertAlmostEquals(ndcgScore([[2, 1, 0]], [[0.5, 0.9, 0.1]]), found / perfect);
 * ```
 *
 * Source: K. Järvelin and J. Kekäläinen, ACM Transactions on Information Systems 20 (2002).
 */
export function ndcgScore(
  relevance: Rows,
  scores: Rows,
  { k = Infinity }: GainOptions = {},
): number {
  return meanGain("compute ndcgScore", relevance, scores, k, (grades, given, places) => {
    const best = dcg(grades, grades, places);
    return best === 0 ? 0 : dcg(grades, given, places) / best;
  });
}

type OfQuery = (grades: Float64Array, scores: Float64Array, k: number) => number;

function meanGain(action: string, relevance: Rows, scores: Rows, k: number, of: OfQuery): number {
  if (k !== Infinity) checkInteger(action, "k", k, 1);
  const grades = "data" in relevance ? relevance : matrixFrom(relevance);
  const given = "data" in scores ? scores : matrixFrom(scores);
  checkGains(action, grades, given);
  let sum = 0;
  for (let from = 0; from < grades.data.length; from += grades.columns) {
    const to = from + grades.columns;
    sum += of(grades.data.subarray(from, to), given.data.subarray(from, to), k);
  }
  return sum / grades.rows;
}

function checkGains(action: string, grades: Matrix, scores: Matrix): void {
  if (grades.rows !== scores.rows || grades.columns !== scores.columns) {
    const needed = "relevance and scores must have one shape";
    const shape = ({ rows, columns }: Matrix) => `${rows} × ${columns}`;
    throw new RangeError(`${cannot(action, needed)}, got ${shape(grades)} and ${shape(scores)}`);
  }
  if (grades.data.length === 0) {
    throw new RangeError(cannot(action, "relevance must hold at least one value", []));
  }
  checkFinite(action, "relevance", grades.data);
  checkFinite(action, "scores", scores.data);
  const bad = grades.data.find((grade) => grade < 0);
  if (bad !== undefined) {
    throw new RangeError(cannot(action, "relevance must hold grades of at least 0", bad));
  }
}

/** The gain of one query, ties sharing their places. */
function dcg(grades: Float64Array, scores: Float64Array, k: number): number {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  let sum = 0;
  for (let from = 0; from < order.length && from < k;) {
    let to = from;
    let [grade, weight] = [0, 0];
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) {
      grade += grades[order[to]!]!;
      if (to < k) weight += discount(to);
      to++;
    }
    sum += grade * weight / (to - from);
    from = to;
  }
  return sum;
}
