import { centredColumns, columnMeans, columnSizes } from "./algebra/columns.ts";
import { type EmpiricalRisk, riskOf } from "./empirical_risk.ts";

/** A risk that is easier to minimise, and how its parameters and the asked-for ones follow. */
export type Centred = {
  risk: EmpiricalRisk;
  toCentred(theta: Float64Array): Float64Array;
  fromCentred(theta: Float64Array): Float64Array;
};

/**
 * The same risk with features less their means, where one lies far from 0: years and time stamps make
 * a valley so long that solvers stop on its floor. An intercept that no penalty sees takes the means
 * up, `b = b′ − W m`, so weights and risk are the same.
 */
export function centredRisk(risk: EmpiricalRisk): Centred {
  const { features, hypothesis, penalty } = risk;
  const same = { risk, toCentred: unchanged, fromCentred: unchanged };
  if (!hypothesis.intercept || penalty.intercept) return same;
  const means = columnMeans(features);
  const sizes = columnSizes(features);
  if (!means.some((mean, j) => isFar(mean, sizes[j]!))) return same;
  const centred = riskOf({ ...risk, features: centredColumns(features, means) });
  const k = hypothesis.scores;
  return {
    risk: centred,
    toCentred: (theta) => shifted(theta, means, k, 1),
    fromCentred: (theta) => shifted(theta, means, k, -1),
  };
}

/** Further than ten times its spread. */
function isFar(mean: number, size: number): boolean {
  return mean !== 0 && mean * mean > 100 / 101 * size * size;
}

/** The intercept of each score moved by so many times its weights' share of the means. */
function shifted(theta: Float64Array, means: Float64Array, k: number, times: number): Float64Array {
  const p = means.length;
  const next = theta.slice();
  for (let a = 0; a < k; a++) {
    for (let j = 0; j < p; j++) next[k * p + a]! += times * theta[a * p + j]! * means[j]!;
  }
  return next;
}

function unchanged(theta: Float64Array): Float64Array {
  return theta;
}
