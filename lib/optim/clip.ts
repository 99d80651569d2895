import { checkBetween } from "../core/mod.ts";
import type { Optimizer, OptimizerState } from "./optimizer.ts";
import { norm } from "./vector.ts";

/**
 * The gradient with every number cut to a range: `max(−c, min(c, gᵢ))`. Its direction may change.
 *
 * @param gradient Shape `(d)`.
 * @param limit c, above 0.
 * @returns A new vector, shape `(d)`.
 * @throws {RangeError} If the limit is not above 0.
 *
 * @example
 * ```ts
 * import { clipByValue } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(clipByValue(Float64Array.of(3, -0.5, -8), 1), Float64Array.of(1, -0.5, -1));
 * ```
 */
export function clipByValue(gradient: Float64Array, limit: number): Float64Array {
  checkBetween("clip a gradient", "limit", limit, 0);
  return gradient.map((g) => Math.max(-limit, Math.min(limit, g)));
}

/**
 * The gradient, shortened where it is too long: `g · min(1, c / ‖g‖)`. Its direction stays.
 *
 * @param gradient Shape `(d)`.
 * @param limit c, above 0.
 * @returns A new vector, shape `(d)`.
 * @throws {RangeError} If the limit is not above 0.
 *
 * @example
 * ```ts
 * import { clipByNorm } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(clipByNorm(Float64Array.of(3, 4), 1), Float64Array.of(0.6, 0.8));
 * assertEquals(clipByNorm(Float64Array.of(3, 4), 6), Float64Array.of(3, 4));
 * ```
 *
 * Source: R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural
 * networks", ICML 2013.
 */
export function clipByNorm(gradient: Float64Array, limit: number): Float64Array {
  checkBetween("clip a gradient", "limit", limit, 0);
  const length = norm(gradient);
  return length <= limit ? gradient.slice() : gradient.map((g) => g / length * limit);
}

/** How gradients are cut before an optimiser sees them: first each number, then the whole. */
export type ClippingOptions = {
  /** The largest size of a single number. @default none */
  value?: number;
  /** The largest length of the whole gradient. @default none */
  norm?: number;
};

/**
 * Cuts gradients before the optimiser sees them.
 *
 * @param optimizer What to wrap.
 * @param options The limits.
 * @returns The optimiser, whose state is that of the one wrapped.
 * @throws {RangeError} If a limit is not above 0.
 *
 * @example
 * ```ts
 * import { gradientDescent, withClipping } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const careful = withClipping(gradientDescent({ learningRate: 1 }), { norm: 0.5 });
 * const w = Float64Array.of(0);
 * assertEquals(careful.update(Float64Array.of(1e9), careful.init(w), w).step[0], -0.5);
 * ```
 */
export function withClipping<State extends OptimizerState>(
  optimizer: Optimizer<State>,
  { value, norm }: ClippingOptions,
): Optimizer<State> {
  for (const [name, limit] of Object.entries({ value, norm })) {
    if (limit !== undefined) checkBetween("clip gradients", name, limit, 0);
  }
  const clip = (gradient: Float64Array) => {
    const cut = value === undefined ? gradient : clipByValue(gradient, value);
    return norm === undefined ? cut : clipByNorm(cut, norm);
  };
  return {
    ...optimizer,
    update: (gradient, state, params, problem) =>
      optimizer.update(clip(gradient), state, params, problem),
    updateInPlace: (params, gradient, state, problem) =>
      optimizer.updateInPlace(params, clip(gradient), state, problem),
  };
}
