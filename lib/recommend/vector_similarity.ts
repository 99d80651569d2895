import { cannot, checkSameLength, createMatrix, type Matrix, rowOf } from "../core/mod.ts";

/**
 * The cosine of the angle between two vectors: `x·y / (‖x‖ ‖y‖)`. What they point at counts, not how
 * long they are.
 *
 * A vector of zeros points nowhere: the answer is 0.
 *
 * @param x A vector, shape `(d)`.
 * @param y A vector, shape `(d)`.
 * @returns From −1 (opposite) over 0 (nothing in common) to 1 (the same direction).
 * @throws {RangeError} If the lengths differ or are 0.
 *
 * @example
 * ```ts
 * import { cosineSimilarity } from "descent/recommend";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(cosineSimilarity([1, 2], [10, 20]), 1);
 * assertAlmostEquals(cosineSimilarity([1, 0], [1, 1]), Math.SQRT1_2);
 * ```
 *
 * Source: G. Salton, A. Wong, C. S. Yang, "A vector space model for automatic indexing",
 * Communications of the ACM 18 (1975).
 */
export function cosineSimilarity(x: ArrayLike<number>, y: ArrayLike<number>): number {
  checkSameLength("compute cosineSimilarity", ["x", x.length], ["y", y.length]);
  return cosine(x, y);
}

/**
 * The length of the straight line between two points: `√Σ (x − y)²`.
 *
 * @param x A point, shape `(d)`.
 * @param y A point, shape `(d)`.
 * @returns 0 or more, in the unit of the points.
 * @throws {RangeError} If the lengths differ or are 0.
 *
 * @example
 * ```ts
 * import { euclideanDistance } from "descent/recommend";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(euclideanDistance([0, 0], [3, 4]), 5);
 * ```
 */
export function euclideanDistance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  checkSameLength("compute euclideanDistance", ["x", x.length], ["y", y.length]);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! - y[i]!) ** 2;
  return Math.sqrt(sum);
}

/**
 * The length of the way between two points along the axes: `Σ |x − y|`.
 *
 * @param x A point, shape `(d)`.
 * @param y A point, shape `(d)`.
 * @returns 0 or more, in the unit of the points.
 * @throws {RangeError} If the lengths differ or are 0.
 *
 * @example
 * ```ts
 * import { manhattanDistance } from "descent/recommend";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(manhattanDistance([0, 0], [3, 4]), 7);
 * ```
 */
export function manhattanDistance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  checkSameLength("compute manhattanDistance", ["x", x.length], ["y", y.length]);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += Math.abs(x[i]! - y[i]!);
  return sum;
}

/**
 * The cosine between each row of one table and each row of another.
 *
 * The largest entry of a row of `cosineSimilarities(X)` stands on the diagonal: everything is most like
 * itself. Who looks for the most similar other one must leave it out.
 *
 * @param X Rows, shape `(n, d)`.
 * @param Y Rows, shape `(m, d)`. @default X
 * @returns A matrix of `n × m`.
 * @throws {RangeError} If the numbers of columns differ.
 *
 * @example
 * ```ts
 * import { cosineSimilarities } from "descent/recommend";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const X = matrixFrom([[1, 0], [0, 2]]);
 * assertEquals(rowsOf(cosineSimilarities(X)), [[1, 0], [0, 1]]);
 * ```
 *
 * Source: scikit-learn's `cosine_similarity`.
 */
export function cosineSimilarities(X: Matrix, Y: Matrix = X): Matrix {
  if (X.columns !== Y.columns) {
    const needed = "X and Y must have one number of columns";
    throw new RangeError(`${cannot(ACTION, needed)}, got ${X.columns} and ${Y.columns}`);
  }
  const similarities = createMatrix(X.rows, Y.rows);
  for (let i = 0; i < X.rows; i++) {
    for (let j = 0; j < Y.rows; j++) {
      similarities.data[i * Y.rows + j] = cosine(rowOf(X, i), rowOf(Y, j));
    }
  }
  return similarities;
}

const ACTION = "compute cosineSimilarities";

function cosine(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += x[i]! * y[i]!;
    xx += x[i]! * x[i]!;
    yy += y[i]! * y[i]!;
  }
  return xx === 0 || yy === 0 ? 0 : xy / (Math.sqrt(xx) * Math.sqrt(yy));
}
