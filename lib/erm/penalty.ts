import { cannot } from "../core/mod.ts";

/** What is added to the empirical risk so that weights stay small: `l1 · |w|₁ + l2/2 · |w|²`. */
export type Penalty = {
  /** Weight of the sum of absolute weights, 0 or more; it makes weights exactly 0. */
  readonly l1: number;
  /** Weight of half the sum of squared weights, 0 or more. */
  readonly l2: number;
  /** Whether the intercept is penalised like a weight. It should not be: it only says where 0 is. */
  readonly intercept: boolean;
};

/** What the penalties may be told. */
export type PenaltyOptions = {
  /** Whether the intercept is penalised too, as liblinear does. @default false */
  intercept?: boolean;
};

/**
 * The L2 penalty (ridge): `λ/2 · |w|²`. Pulls all weights towards 0, none quite to it, and makes the
 * minimiser unique.
 *
 * @param lambda λ, 0 or more.
 * @param options Whether the intercept takes part.
 * @returns The penalty.
 * @throws {RangeError} If λ is negative or not finite.
 *
 * @example
 * ```ts
 * import { l2Penalty } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(l2Penalty(0.1), { l1: 0, l2: 0.1, intercept: false });
 * ```
 */
export function l2Penalty(lambda: number, options: PenaltyOptions = {}): Penalty {
  return elasticNetPenalty(0, lambda, options);
}

/**
 * The L1 penalty (lasso): `λ · |w|₁`. Weights that help less than λ become exactly 0.
 *
 * @param lambda λ, 0 or more.
 * @param options Whether the intercept takes part.
 * @returns The penalty.
 * @throws {RangeError} If λ is negative or not finite.
 *
 * @example
 * ```ts
 * import { l1Penalty } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(l1Penalty(0.1).l1, 0.1);
 * ```
 */
export function l1Penalty(lambda: number, options: PenaltyOptions = {}): Penalty {
  return elasticNetPenalty(lambda, 0, options);
}

/**
 * Both penalties: `λ₁ · |w|₁ + λ₂/2 · |w|²`. Sparse like the lasso, but features that say the same share
 * the weight.
 *
 * @param l1 λ₁, 0 or more.
 * @param l2 λ₂, 0 or more.
 * @param options Whether the intercept takes part.
 * @returns The penalty.
 * @throws {RangeError} If λ₁ or λ₂ is negative or not finite.
 *
 * @example
 * ```ts
 * import { elasticNetPenalty } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(elasticNetPenalty(0.1, 0.2), { l1: 0.1, l2: 0.2, intercept: false });
 * ```
 *
 * Source: H. Zou, T. Hastie, "Regularization and variable selection via the elastic net", JRSS B 67
 * (2005).
 */
export function elasticNetPenalty(
  l1: number,
  l2: number,
  { intercept = false }: PenaltyOptions = {},
): Penalty {
  for (const [name, value] of [["l1", l1], ["l2", l2]] as const) {
    if (value >= 0 && value < Infinity) continue;
    throw new RangeError(cannot("create a penalty", `${name} must be 0 or more`, value));
  }
  return { l1, l2, intercept };
}

/** No penalty at all. */
export const NO_PENALTY: Penalty = { l1: 0, l2: 0, intercept: false };
