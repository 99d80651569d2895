import { cannot, checkBetween, createPrng, permutation } from "../core/mod.ts";
import {
  checkFactorOptions,
  type FactorModel,
  type FactorOptions,
  factorRecommender,
  startFactors,
} from "./factor_model.ts";
import type { Ratings } from "./ratings.ts";

/** A factorisation with biases that were learnt with it. */
export type SgdModel = FactorModel & {
  /** The mean of all ratings. */
  readonly mean: number;
  /** How much higher each user rates, shape `(users)`. */
  readonly userBias: Float64Array<ArrayBuffer>;
  /** How much higher each item is rated, shape `(items)`. */
  readonly itemBias: Float64Array<ArrayBuffer>;
};

/** What {@linkcode fitSgd} may be told. */
export type SgdOptions = FactorOptions & {
  /** The length of a step, above 0. @default 0.01 */
  learningRate?: number | undefined;
  /** λ: how strongly biases and factors are held near 0, above 0. @default 0.1 */
  regularization?: number | undefined;
  /** How often all ratings are gone through. @default 30 */
  epochs?: number | undefined;
};

/**
 * Factors for ratings by stochastic gradient descent: one rating after another, in an order that every
 * epoch shuffles anew, each moves the user and the item a little.
 *
 * With `e = r − μ − b_u − b_i − p_u·q_i` a step is `b += γ (e − λ b)`, `p_u += γ (e q_i − λ p_u)`,
 * `q_i += γ (e p_u − λ q_i)`. The trace holds the root mean square of e over each epoch, as met on the
 * way. A user or item without ratings keeps bias 0 and small random factors.
 *
 * @param ratings Who gave what how much.
 * @param options All may be left out.
 * @returns Factors, biases, `predict` and `scores`.
 * @throws {RangeError} If an option is out of range, or the numbers run away: the error names epoch and
 * learning rate.
 *
 * @example
 * ```ts
 * import { fitSgd, ratingsFrom } from "descent/recommend";
 * import { assert } from "@std/assert";
 *
 * const ratings = ratingsFrom({ users: [0, 0, 1, 1], items: [0, 1, 0, 1], values: [5, 1, 1, 5] });
 * const { trace } = fitSgd(ratings, { factors: 2, epochs: 200, learningRate: 0.05, seed: 1 });
 * assert(trace.at(-1)! < 0.3 && trace[0]! > 1.9);
 * ```
 *
 * Source: S. Funk, "Netflix update: try this at home" (2006); Y. Koren, R. Bell, C. Volinsky, "Matrix
 * factorization techniques for recommender systems", Computer 42 (2009).
 */
export function fitSgd(ratings: Ratings, options: SgdOptions = {}): SgdModel {
  const { factors = 20, seed = 0, onRound } = options;
  const { learningRate = 0.01, regularization = 0.1, epochs = 30 } = options;
  checkFactorOptions(ACTION, factors, ["epochs", epochs], regularization);
  checkBetween(ACTION, "learningRate", learningRate, 0);
  const prng = createPrng(seed);
  const { byUser, n } = ratings;
  const model = {
    mean: byUser.values.reduce((sum, value) => sum + value, 0) / n,
    userBias: new Float64Array(ratings.users),
    itemBias: new Float64Array(ratings.items),
    userFactors: startFactors(ratings.users, factors, prng),
    itemFactors: startFactors(ratings.items, factors, prng),
  };
  const userOf = new Uint32Array(n);
  for (let u = 0; u < ratings.users; u++) userOf.fill(u, byUser.starts[u], byUser.starts[u + 1]);
  const trace: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let squares = 0;
    for (const at of permutation(n, prng)) {
      const [user, item] = [userOf[at]!, byUser.columns[at]!];
      squares += step(model, user, item, byUser.values[at]!, learningRate, regularization) ** 2;
    }
    const loss = Math.sqrt(squares / n);
    if (!Number.isFinite(loss)) {
      const needed =
        `the error must stay finite, but in epoch ${epoch} it ran away; learningRate ` +
        "must be smaller";
      throw new RangeError(cannot(ACTION, needed, learningRate));
    }
    trace.push(loss);
    onRound?.({ round: epoch, rounds: epochs, loss });
  }
  const { mean, userBias, itemBias } = model;
  const base = (user: number, item: number) => mean + userBias[user]! + itemBias[item]!;
  return { ...model, ...factorRecommender(model.userFactors, model.itemFactors, base), trace };
}

const ACTION = "fit SGD";

type Weights = Pick<SgdModel, "mean" | "userBias" | "itemBias" | "userFactors" | "itemFactors">;

/** Moves one user and one item by one rating; answers the error before. */
function step(
  { mean, userBias, itemBias, userFactors, itemFactors }: Weights,
  user: number,
  item: number,
  rating: number,
  learningRate: number,
  regularization: number,
): number {
  const f = userFactors.columns;
  const [P, Q] = [userFactors.data, itemFactors.data];
  const [p, q] = [user * f, item * f];
  let predicted = mean + userBias[user]! + itemBias[item]!;
  for (let k = 0; k < f; k++) predicted += P[p + k]! * Q[q + k]!;
  const error = rating - predicted;
  userBias[user]! += learningRate * (error - regularization * userBias[user]!);
  itemBias[item]! += learningRate * (error - regularization * itemBias[item]!);
  for (let k = 0; k < f; k++) {
    const [own, other] = [P[p + k]!, Q[q + k]!]; // both steps from the same point
    P[p + k] = own + learningRate * (error * other - regularization * own);
    Q[q + k] = other + learningRate * (error * own - regularization * other);
  }
  return error;
}
