import { cannot, checkBetween, createMatrix, createPrng, type Matrix, rowOf } from "../core/mod.ts";
import { addOuter } from "./als.ts";
import {
  checkFactorOptions,
  dotOf,
  type FactorModel,
  type FactorOptions,
  factorRecommender,
  startFactors,
} from "./factor_model.ts";
import type { Ratings, Sparse } from "./ratings.ts";
import { solvePositiveInPlace } from "./solve_positive.ts";

/** What {@linkcode fitImplicitAls} may be told. */
export type ImplicitAlsOptions = FactorOptions & {
  /** α: how much surer one is of an interest with each count, above 0. @default 1 */
  alpha?: number | undefined;
  /** λ: how strongly factors are held near 0, above 0. @default 10 */
  regularization?: number | undefined;
  /** How often users and items are solved for. @default 10 */
  rounds?: number | undefined;
};

/**
 * Factors for behaviour, such as clicks, plays or purchases, where there is no dislike and a gap means
 * little: what is there counts as 1, what is not as 0, and one is surer the more often it came.
 *
 * Minimises `Σ c (p − x_u·y_i)² + λ (Σ ‖x_u‖² + Σ ‖y_i‖²)` over all pairs of users and items, with
 * `p = 1` and `c = 1 + α r` where there is a count r > 0, and `p = 0`, `c = 1` where there is none. The
 * sum over all pairs is had from `YᵀY`, so that a round costs as much as the entries.
 *
 * @param behaviour Who did how much with what; counts of at least 0.
 * @param options All may be left out.
 * @returns Factors, `predict` and `scores`: about 1 for a sure interest, about 0 for none.
 * @throws {RangeError} If a count is below 0, `factors` or `rounds` is not a whole number of at least 1,
 * or `alpha` or `regularization` is not above 0.
 *
 * @example
 * ```ts
 * import { fitImplicitAls, ratingsFrom } from "descent/recommend";
 * import { assert } from "@std/assert";
 *
 * // Users 0 and 1 buy items 0 and 1; user 2 has bought item 0 so far, user 3 only item 2.
 * const bought = ratingsFrom({ users: [0, 0, 1, 1, 2, 3], items: [0, 1, 0, 1, 0, 2], values: [1, 1, 1, 1, 1, 1] });
 * const model = fitImplicitAls(bought, { factors: 2, alpha: 10, regularization: 0.1 });
 * assert(model.predict(2, 1) > 0.5 && model.predict(3, 1) < 0.2);
 * ```
 *
 * Source: Y. Hu, Y. Koren, C. Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM
 * 2008.
 */
export function fitImplicitAls(behaviour: Ratings, options: ImplicitAlsOptions = {}): FactorModel {
  const { factors = 20, seed = 0, alpha = 1, regularization = 10, rounds = 10, onRound } = options;
  checkFactorOptions(ACTION, factors, ["rounds", rounds], regularization);
  checkBetween(ACTION, "alpha", alpha, 0);
  checkCounts(behaviour.byUser.values);
  const userFactors = createMatrix(behaviour.users, factors);
  const itemFactors = startFactors(behaviour.items, factors, createPrng(seed));
  const trace: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    solveAllInPlace(userFactors, behaviour.byUser, itemFactors, alpha, regularization);
    solveAllInPlace(itemFactors, behaviour.byItem, userFactors, alpha, regularization);
    const loss = lossOf(behaviour.byUser, userFactors, itemFactors, alpha, regularization);
    trace.push(loss);
    onRound?.({ round, rounds, loss });
  }
  return {
    ...factorRecommender(userFactors, itemFactors, () => 0),
    userFactors,
    itemFactors,
    trace,
  };
}

const ACTION = "fit implicit ALS";

function checkCounts(values: Float64Array): void {
  const wrong = values.find((value) => value < 0);
  if (wrong !== undefined) {
    throw new RangeError(
      cannot(ACTION, "counts must be at least 0: there is no dislike here", wrong),
    );
  }
}

function solveAllInPlace(
  own: Matrix,
  { starts, columns, values }: Sparse,
  other: Matrix,
  alpha: number,
  regularization: number,
): void {
  const f = own.columns;
  const all = gram(other);
  for (let k = 0; k < f; k++) all[k * f + k]! += regularization;
  const a = new Float64Array(f * f);
  for (let r = 0; r < own.rows; r++) {
    const b = rowOf(own, r).fill(0);
    a.set(all);
    for (let at = starts[r]!; at < starts[r + 1]!; at++) {
      const surer = alpha * values[at]!;
      addOuter(a, b, other, columns[at]!, surer, values[at]! > 0 ? 1 + surer : 0);
    }
    solvePositiveInPlace(a, b);
  }
}

/** `YᵀY`, below and on the diagonal. */
function gram(Y: Matrix): Float64Array<ArrayBuffer> {
  const a = new Float64Array(Y.columns * Y.columns);
  const unused = new Float64Array(Y.columns);
  for (let i = 0; i < Y.rows; i++) addOuter(a, unused, Y, i, 1, 0);
  return a;
}

/** Over all pairs: Σ (x·y)² is the product of the two Gram matrices, entries that are there correct it. */
function lossOf(
  byUser: Sparse,
  userFactors: Matrix,
  itemFactors: Matrix,
  alpha: number,
  regularization: number,
): number {
  const f = userFactors.columns;
  const [XX, YY] = [gram(userFactors), gram(itemFactors)];
  let loss = 0;
  for (let i = 0; i < f; i++) {
    for (let j = 0; j <= i; j++) loss += (i === j ? 1 : 2) * XX[i * f + j]! * YY[i * f + j]!;
    loss += regularization * (XX[i * f + i]! + YY[i * f + i]!);
  }
  for (let u = 0; u < userFactors.rows; u++) {
    for (let at = byUser.starts[u]!; at < byUser.starts[u + 1]!; at++) {
      const value = byUser.values[at]!;
      const score = dotOf(userFactors, u, itemFactors, byUser.columns[at]!);
      const preference = value > 0 ? 1 : 0;
      loss += (1 + alpha * value) * (preference - score) ** 2 - score ** 2;
    }
  }
  return loss;
}
