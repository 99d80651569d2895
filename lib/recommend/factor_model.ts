import { checkBetween, checkInteger, createMatrix, type Matrix, type Prng } from "../core/mod.ts";
import type { Recommender } from "./recommender.ts";

/** A recommender whose users and items are points in one small space: who is near what. */
export type FactorModel = Recommender & {
  /** A row for each user, `users × factors`. */
  readonly userFactors: Matrix;
  /** A row for each item, `items × factors`. */
  readonly itemFactors: Matrix;
  /** What was minimised, after each round. */
  readonly trace: readonly number[];
};

/** What every factorisation may be told. */
export type FactorOptions = {
  /** How many numbers describe a user, and an item. @default 20 */
  factors?: number | undefined;
  /** Where the first item factors come from, a whole number below 2³². @default 0 */
  seed?: number | undefined;
  /** Told after each round how far the fit is; may throw to stop it. */
  onRound?: ((event: { round: number; rounds: number; loss: number }) => void) | undefined;
};

/** Stops unless sizes are whole numbers and the regularisation is above 0. */
export function checkFactorOptions(
  action: string,
  factors: number,
  rounds: [name: string, count: number],
  regularization: number,
): void {
  checkInteger(action, "factors", factors, 1);
  checkInteger(action, ...rounds, 1);
  checkBetween(action, "regularization", regularization, 0);
}

/** Small random factors to start from: at exactly 0 nothing would ever move. */
export function startFactors(rows: number, factors: number, prng: Prng): Matrix {
  const matrix = createMatrix(rows, factors);
  for (let i = 0; i < matrix.data.length; i++) matrix.data[i] = 0.1 * prng.nextNormal();
  return matrix;
}

/** `Σ x_f y_f` of row i of one matrix and row j of another. */
export function dotOf(X: Matrix, i: number, Y: Matrix, j: number): number {
  const f = X.columns;
  let sum = 0;
  for (let k = 0; k < f; k++) sum += X.data[i * f + k]! * Y.data[j * f + k]!;
  return sum;
}

/** The recommender that adds to a base, such as biases, what the factors say. */
export function factorRecommender(
  userFactors: Matrix,
  itemFactors: Matrix,
  base: (user: number, item: number) => number,
): Recommender {
  const predict = (user: number, item: number) =>
    base(user, item) + dotOf(userFactors, user, itemFactors, item);
  return {
    predict(user, item) {
      checkInteger("predict", "user", user, 0, userFactors.rows - 1);
      checkInteger("predict", "item", item, 0, itemFactors.rows - 1);
      return predict(user, item);
    },
    scores(user) {
      checkInteger("score items", "user", user, 0, userFactors.rows - 1);
      return Float64Array.from({ length: itemFactors.rows }, (_, item) => predict(user, item));
    },
  };
}
