import { cannot } from "../../core/mod.ts";
import { lbfgs, minimize, together } from "../../optim/mod.ts";
import type { EmpiricalRisk } from "../empirical_risk.ts";
import type { Solution, StopOptions } from "./solution.ts";

/**
 * Minimises a risk by L-BFGS: what is left where a Hessian is too large or does not help.
 *
 * It walks in θ_j times the size of feature j, so that features of different units make no long valley.
 */
export function quasiNewton(
  risk: EmpiricalRisk,
  start: Float64Array,
  { enough, units: scale, maxSteps }: StopOptions,
  watch: (theta: Float64Array) => void,
): Solution {
  const thetaOf = (u: Float64Array) => u.map((value, j) => value / scale[j]!);
  const { loss, gradient } = together((u) => {
    const theta = thetaOf(u);
    const slope = risk.gradient(theta);
    return { loss: risk.value(theta), gradient: slope.map((value, j) => value / scale[j]!) };
  });
  const found = minimize(loss, gradient, start.map((value, j) => value * scale[j]!), {
    optimizer: lbfgs(),
    steps: maxSteps,
    gradientTolerance: enough,
    path: false,
  });
  const theta = thetaOf(found.w);
  watch(theta);
  // A line search that finds nothing lower stands as low as rounding lets it.
  if (found.converged) return { theta, steps: found.steps };
  const needed =
    `the slope must fall to ${enough} within ${maxSteps} steps, which features of like ` +
    "size help, as by fitStandardScaler()";
  throw new RangeError(cannot("minimise by L-BFGS", needed, found.gradientNorm));
}
