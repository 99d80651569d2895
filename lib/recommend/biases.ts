import { cannot, checkInteger } from "../core/mod.ts";
import type { Ratings } from "./ratings.ts";
import type { Recommender } from "./recommender.ts";

/** How far users and items lie from the mean of all ratings. */
export type Biases = Recommender & {
  /** The mean of all ratings. */
  readonly mean: number;
  /** λ, as it was given. */
  readonly regularization: number;
  /** How much better than the mean each item is rated, shape `(items)`. */
  readonly items: Float64Array<ArrayBuffer>;
  /** How much better than that each user rates, shape `(users)`. */
  readonly users: Float64Array<ArrayBuffer>;
};

/** What {@linkcode fitBiases} may be told. */
export type BiasesOptions = {
  /** How many ratings at the mean are thought added to each item and user. @default 5 */
  regularization?: number | undefined;
};

/**
 * Predicts a rating by who rates and what is rated, without regard to taste: `μ + b_u + b_i`.
 *
 * `b_i = Σ (r − μ) / (λ + n_i)`, then `b_u = Σ (r − μ − b_i) / (λ + n_u)`. It is what anything cleverer
 * has to beat, and surprisingly hard to beat. Who has no ratings has bias 0, so that new users and items
 * are served too.
 *
 * @param ratings Who gave what how much.
 * @param options `regularization` is λ.
 * @returns The biases, `predict` and `scores`.
 * @throws {RangeError} If `regularization` is below 0 or not finite.
 *
 * @example
 * ```ts
 * import { fitBiases, ratingsFrom } from "descent/recommend";
 * import { assertEquals } from "@std/assert";
 *
 * const ratings = ratingsFrom({ users: [0, 0, 1], items: [0, 1, 0], values: [5, 3, 4] });
 * const biases = fitBiases(ratings, { regularization: 0 });
 * assertEquals([biases.mean, [...biases.items], [...biases.users]], [4, [0.5, -1], [0.25, -0.5]]);
 * assertEquals(biases.predict(1, 1), 2.5);
 * ```
 *
 * Source: Y. Koren, "Factor in the neighbors", ACM Transactions on Knowledge Discovery from Data 4
 * (2010), section 2.1.
 */
export function fitBiases(
  { users, items, n, byUser, byItem }: Ratings,
  { regularization = 5 }: BiasesOptions = {},
): Biases {
  if (!(Number.isFinite(regularization) && regularization >= 0)) {
    const needed = "regularization must be a finite number of at least 0";
    throw new RangeError(cannot("fit biases", needed, regularization));
  }
  const mean = byUser.values.reduce((sum, value) => sum + value, 0) / n;
  const itemBias = new Float64Array(items);
  for (let i = 0; i < items; i++) {
    const [from, to] = [byItem.starts[i]!, byItem.starts[i + 1]!];
    let sum = 0;
    for (let at = from; at < to; at++) sum += byItem.values[at]! - mean;
    if (from < to) itemBias[i] = sum / (regularization + to - from);
  }
  const userBias = new Float64Array(users);
  for (let u = 0; u < users; u++) {
    const [from, to] = [byUser.starts[u]!, byUser.starts[u + 1]!];
    let sum = 0;
    for (let at = from; at < to; at++) {
      sum += byUser.values[at]! - mean - itemBias[byUser.columns[at]!]!;
    }
    if (from < to) userBias[u] = sum / (regularization + to - from);
  }
  return {
    mean,
    regularization,
    items: itemBias,
    users: userBias,
    predict(user, item) {
      checkInteger("predict", "user", user, 0, users - 1);
      checkInteger("predict", "item", item, 0, items - 1);
      return mean + userBias[user]! + itemBias[item]!;
    },
    scores(user) {
      checkInteger("score items", "user", user, 0, users - 1);
      return itemBias.map((bias) => mean + userBias[user]! + bias);
    },
  };
}
