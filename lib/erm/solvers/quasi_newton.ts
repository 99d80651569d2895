import { cannot } from "../../core/mod.ts";
import { lbfgs, minimize, together } from "../../optim/mod.ts";
import type { EmpiricalRisk } from "../empirical_risk.ts";
import type { Solution, StopOptions } from "./solution.ts";

/** Minimises a risk by L-BFGS: what is left where a Hessian is too large or does not help. */
export function quasiNewton(
  risk: EmpiricalRisk,
  start: Float64Array,
  { enough, maxSteps }: StopOptions,
  watch: (theta: Float64Array) => void,
): Solution {
  const { loss, gradient } = together((theta) => ({
    loss: risk.value(theta),
    gradient: risk.gradient(theta),
  }));
  const found = minimize(loss, gradient, start, {
    optimizer: lbfgs(),
    steps: maxSteps,
    gradientTolerance: enough,
    path: false,
  });
  watch(found.w);
  // A line search that finds nothing lower stands as low as rounding lets it.
  if (found.converged) return { theta: found.w, steps: found.steps };
  const needed = `a slope of at most ${enough} within ${maxSteps} steps`;
  throw new RangeError(cannot("minimise by L-BFGS", needed, found.gradientNorm));
}
