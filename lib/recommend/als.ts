import {
  checkInteger,
  checkSameLength,
  createMatrix,
  createPrng,
  type Matrix,
  rowOf,
} from "../core/mod.ts";
import { type Biases, fitBiases } from "./biases.ts";
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

/** A factorisation that can take in a new user. */
export type AlsModel = FactorModel & {
  /** The biases that the factors add to. */
  readonly biases: Biases;
  /**
   * Scores of all items for somebody who is not among the users, from a few ratings.
   *
   * @throws {RangeError} If the lists differ in length or are empty, or an item is none.
   */
  foldIn(items: ArrayLike<number>, values: ArrayLike<number>): Float64Array<ArrayBuffer>;
};

/** What {@linkcode fitAls} may be told. */
export type AlsOptions = FactorOptions & {
  /** λ: how strongly factors are held near 0, above 0. @default 0.2 */
  regularization?: number | undefined;
  /** How often users and items are solved for. @default 10 */
  rounds?: number | undefined;
};

/**
 * Factors for ratings by alternating least squares: with the items held, the best factors of each user
 * have a closed form, and the other way round.
 *
 * Minimises `Σ (r − μ − b_u − b_i − p_u·q_i)² + λ (Σ n_u ‖p_u‖² + Σ n_i ‖q_i‖²)` over the ratings that
 * are there; the biases are fitted before. Every half round lowers it or leaves it. A user or item
 * without ratings has factors 0 and is told by its bias alone.
 *
 * @param ratings Who gave what how much.
 * @param options All may be left out.
 * @returns Factors, biases, `predict`, `scores` and `foldIn`.
 * @throws {RangeError} If `factors` or `rounds` is not a whole number of at least 1, or
 * `regularization` is not above 0.
 *
 * @example
 * ```ts
 * import { fitAls, ratingsFrom } from "descent/recommend";
 * import { assert } from "@std/assert";
 *
 * // Two tastes; who has rated item 0 high and item 1 low will like item 2.
 * const ratings = ratingsFrom({
 *   users: [0, 0, 0, 1, 1, 1, 2, 2],
 *   items: [0, 1, 2, 0, 1, 2, 0, 1],
 *   values: [5, 1, 5, 1, 5, 1, 5, 1],
 * });
 * const model = fitAls(ratings, { factors: 1, regularization: 0.05 });
 * assert(model.predict(2, 2) > model.predict(1, 2) + 1);
 * ```
 *
 * Source: Y. Zhou, D. Wilkinson, R. Schreiber, R. Pan, "Large-scale parallel collaborative filtering for
 * the Netflix prize", AAIM 2008.
 */
export function fitAls(ratings: Ratings, options: AlsOptions = {}): AlsModel {
  const { factors = 20, seed = 0, regularization = 0.2, rounds = 10, onRound } = options;
  checkFactorOptions("fit ALS", factors, ["rounds", rounds], regularization);
  const biases = fitBiases(ratings);
  const rest = restOf(ratings, biases);
  const userFactors = createMatrix(ratings.users, factors);
  const itemFactors = startFactors(ratings.items, factors, createPrng(seed));
  const trace: number[] = [];
  const solver = leastSquares(factors, regularization);
  for (let round = 1; round <= rounds; round++) {
    solver.solveAllInPlace(userFactors, rest.byUser, itemFactors);
    solver.solveAllInPlace(itemFactors, rest.byItem, userFactors);
    const loss = lossOf(rest, userFactors, itemFactors, regularization);
    trace.push(loss);
    onRound?.({ round, rounds, loss });
  }
  const base = (user: number, item: number) =>
    biases.mean + biases.users[user]! + biases.items[item]!;
  return {
    ...factorRecommender(userFactors, itemFactors, base),
    userFactors,
    itemFactors,
    trace,
    biases,
    foldIn(items, values) {
      const bias = newUserBias(items, values, biases);
      const own = {
        starts: Uint32Array.of(0, items.length),
        columns: Uint32Array.from(items),
        values: Float64Array.from(
          items,
          (item, i) => values[i]! - biases.mean - bias - biases.items[item]!,
        ),
      };
      const vector = createMatrix(1, factors);
      leastSquares(factors, regularization).solveAllInPlace(vector, own, itemFactors);
      return biases.items.map((item, i) =>
        biases.mean + bias + item + dotOf(vector, 0, itemFactors, i)
      );
    },
  };
}

/** What the biases leave to be explained. */
function restOf({ byUser, byItem }: Ratings, { mean, users, items }: Biases) {
  const rest = (sparse: Sparse, own: Float64Array, others: Float64Array): Sparse => {
    const values = sparse.values.slice();
    for (let r = 0; r + 1 < sparse.starts.length; r++) {
      for (let at = sparse.starts[r]!; at < sparse.starts[r + 1]!; at++) {
        values[at]! -= mean + own[r]! + others[sparse.columns[at]!]!;
      }
    }
    return { ...sparse, values };
  };
  return { byUser: rest(byUser, users, items), byItem: rest(byItem, items, users) };
}

/** The bias that a user with these ratings would have got. */
function newUserBias(items: ArrayLike<number>, values: ArrayLike<number>, biases: Biases): number {
  checkSameLength("fold in a user", ["items", items.length], ["values", values.length]);
  let sum = 0;
  for (let i = 0; i < items.length; i++) {
    checkInteger("fold in a user", `item ${i}`, items[i]!, 0, biases.items.length - 1);
    sum += values[i]! - biases.mean - biases.items[items[i]!]!;
  }
  return sum / (biases.regularization + items.length);
}

/** Ridge regression of each row's values on the factors of its columns, λ times the row's count. */
function leastSquares(factors: number, regularization: number) {
  const a = new Float64Array(factors * factors);
  return {
    solveAllInPlace(own: Matrix, { starts, columns, values }: Sparse, other: Matrix): void {
      for (let r = 0; r < own.rows; r++) {
        const [from, to] = [starts[r]!, starts[r + 1]!];
        const b = rowOf(own, r).fill(0);
        if (from === to) continue;
        a.fill(0);
        for (let k = 0; k < factors; k++) a[k * factors + k] = regularization * (to - from);
        for (let at = from; at < to; at++) addOuter(a, b, other, columns[at]!, 1, values[at]!);
        solvePositiveInPlace(a, b);
      }
    },
  };
}

/** `a += weight · y yᵀ` below the diagonal, `b += value · y`, of one row y. */
export function addOuter(
  a: Float64Array,
  b: Float64Array,
  { data }: Matrix,
  row: number,
  weight: number,
  value: number,
): void {
  const f = b.length;
  const start = row * f;
  for (let i = 0; i < f; i++) {
    const y = data[start + i]!;
    b[i]! += value * y;
    const weighted = weight * y;
    for (let j = 0; j <= i; j++) a[i * f + j]! += weighted * data[start + j]!;
  }
}

function lossOf(
  { byUser, byItem }: { byUser: Sparse; byItem: Sparse },
  userFactors: Matrix,
  itemFactors: Matrix,
  regularization: number,
): number {
  let loss = 0;
  for (let u = 0; u < userFactors.rows; u++) {
    const [from, to] = [byUser.starts[u]!, byUser.starts[u + 1]!];
    for (let at = from; at < to; at++) {
      loss += (byUser.values[at]! - dotOf(userFactors, u, itemFactors, byUser.columns[at]!)) ** 2;
    }
    loss += regularization * (to - from) * dotOf(userFactors, u, userFactors, u);
  }
  for (let i = 0; i < itemFactors.rows; i++) {
    const count = byItem.starts[i + 1]! - byItem.starts[i]!;
    loss += regularization * count * dotOf(itemFactors, i, itemFactors, i);
  }
  return loss;
}
