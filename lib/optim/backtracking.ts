import { checkBetween } from "../core/mod.ts";
import { backtrack, rayOf } from "./line_search.ts";
import type { Optimizer } from "./optimizer.ts";
import { searcherOf } from "./searcher.ts";

/** What `backtracking` takes. */
export type BacktrackingOptions = {
  /** The first length tried, in gradients, above 0. @default 1 */
  first?: number;
};

/** What backtracking remembers: steps made, and the length with which to begin. */
export type BacktrackingState = { t: number; length: number };

/**
 * Gradient descent that finds its own step: tries a length, halves it until the loss falls by at
 * least 10⁻⁴ of what the slope promises (Armijo's rule), and begins next time with twice what was
 * taken.
 *
 * No learning rate has to be chosen and no step makes the loss rise, for some evaluations of the loss
 * more. Where no step makes it fall, the step is 0.
 *
 * @param options Where to begin.
 * @returns The optimiser; its update needs the problem.
 * @throws {RangeError} If the first length is not above 0.
 *
 * @example
 * ```ts
 * import { backtracking, minimize, quadratic } from "descent/optim";
 * import { assert } from "@std/assert";
 *
 * const { loss, gradient, start } = quadratic({ conditionNumber: 10 });
 * const { trace } = minimize(loss, gradient, start, { optimizer: backtracking() });
 * assert(trace.loss.every((value, i) => i === 0 || value < trace.loss[i - 1]!));
 * ```
 *
 * Source: L. Armijo, "Minimization of functions having Lipschitz continuous first partial
 * derivatives", Pacific Journal of Mathematics 16 (1966).
 */
export function backtracking(
  { first = 1 }: BacktrackingOptions = {},
): Optimizer<BacktrackingState> {
  checkBetween("create backtracking", "first", first, 0);
  return searcherOf({
    name: "backtracking",
    init: () => ({ t: 0, length: first }),
    search(gradient, state, params, problem) {
      const downhill = gradient.map((g) => -g);
      const length = backtrack(rayOf(problem, params, gradient, downhill), state.length);
      state.t++;
      state.length = length > 0 ? 2 * length : first;
      return downhill.map((value) => length * value);
    },
  });
}
