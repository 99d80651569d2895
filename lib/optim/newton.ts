import { cannot } from "../core/mod.ts";
import { solvePositive } from "./cholesky.ts";
import { backtrack, rayOf } from "./line_search.ts";
import type { Optimizer } from "./optimizer.ts";
import { searcherOf } from "./searcher.ts";
import { allFinite } from "./vector.ts";

/** What `newton` takes. */
export type NewtonOptions = {
  /** The second derivatives at the parameters, row by row, shape `(d · d)`. */
  hessian: (params: Float64Array) => Float64Array;
};

/** What Newton's method remembers: the steps made. */
export type NewtonState = { t: number };

/**
 * Newton's method: to the minimum of the parabola that fits the loss here,
 * `w ← w − t (H + μ I)⁻¹ g`.
 *
 * On a quadratic bowl one step arrives, whatever the condition number; near any minimum each step
 * doubles the number of right digits. It costs d² numbers and d³/6 multiplications a step.
 *
 * Where H is not positive definite the plain step may lead uphill: μ, otherwise 0, is then raised
 * until H + μ I is. t is halved from 1 until the loss falls.
 *
 * @param options The Hessian.
 * @returns The optimiser; its update needs the problem.
 *
 * @example One step on a long bowl
 * ```ts
 * import { minimize, newton, quadratic } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const { loss, gradient, hessian, start } = quadratic({ conditionNumber: 1e6 });
 * const { w, steps } = minimize(loss, gradient, start, { optimizer: newton({ hessian }) });
 * assertEquals([...w, steps], [0, 0, 1]);
 * ```
 *
 * Source: J. Nocedal, S. Wright, "Numerical optimization" (2nd ed., 2006), algorithms 3.2 and 3.3.
 */
export function newton({ hessian }: NewtonOptions): Optimizer<NewtonState> {
  return searcherOf({
    name: "newton",
    init: () => ({ t: 0 }),
    search(gradient, state, params, problem) {
      state.t++;
      const direction = newtonDirection(checked(hessian(params), params.length), gradient);
      const length = backtrack(rayOf(problem, params, gradient, direction), 1);
      return direction.map((value) => length * value);
    },
  });
}

/** −(H + μ I)⁻¹ g for the first μ that will do of 0, 1/1000, 2/1000, 4/1000 … of the largest entry. */
function newtonDirection(hessian: Float64Array, gradient: Float64Array): Float64Array {
  const d = gradient.length;
  const scale = Math.max(...hessian.map(Math.abs), Number.MIN_VALUE);
  for (let mu = 0;; mu = mu === 0 ? 1e-3 * scale : 2 * mu) {
    const raised = hessian.slice();
    for (let i = 0; i < d; i++) raised[i * d + i]! += mu;
    const solution = solvePositive(raised, gradient);
    if (solution) return solution.map((value) => -value);
  }
}

function checked(hessian: Float64Array, d: number): Float64Array {
  if (hessian.length !== d * d) {
    const needed = `the Hessian must have ${d} · ${d} entries`;
    throw new RangeError(`${cannot("update by newton", needed)}, got ${hessian.length}`);
  }
  if (allFinite(hessian)) return hessian;
  throw new RangeError(cannot("update by newton", "the Hessian must be finite", hessian));
}
