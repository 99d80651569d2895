import { cannot } from "../core/mod.ts";
import { dot } from "./algebra/dot.ts";
import type { EmpiricalRisk } from "./empirical_risk.ts";

/**
 * For losses whose infimum lies at infinity: looks at each θ on the way, and stops with an error once
 * every sample is on its side, since then twice θ is always better. With a penalty there is a minimum.
 */
export function watchSeparation(risk: EmpiricalRisk): (theta: Float64Array) => void {
  const { loss, penalty } = risk;
  if (!loss.separates || penalty.l1 > 0 || penalty.l2 > 0) return () => {};
  return (theta) => {
    if (!separated(risk, theta)) return;
    const needed = "classes that no weights separate, or a penalty such as l2Penalty(0.01): " +
      "without one the weights grow for ever";
    const got = "a perfect separation";
    throw new RangeError(`${cannot(`minimise the ${loss.name}`, needed)}, got ${got}`);
  };
}

function separated({ features, y, loss, hypothesis }: EmpiricalRisk, theta: Float64Array): boolean {
  const { data, rows, columns: p } = features;
  const { scores: k, intercept } = hypothesis;
  const weights = Array.from({ length: k }, (_, a) => theta.subarray(a * p, (a + 1) * p));
  for (let i = 0; i < rows; i++) {
    const scores = Float64Array.from(
      weights,
      (w, a) => dot(data, i * p, w, p) + (intercept ? theta[k * p + a]! : 0),
    );
    const apart = loss.kind === "score"
      ? loss.separates!(scores[0]!, y[i]!)
      : loss.separates!(scores, y[i]!);
    if (!apart) return false;
  }
  return true;
}
