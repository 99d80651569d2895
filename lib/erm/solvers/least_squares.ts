import { createMatrix, type Matrix } from "../../core/mod.ts";
import { qrInPlace, shortestSolution } from "../algebra/qr.ts";
import type { EmpiricalRisk } from "../empirical_risk.ts";
import type { Solution } from "./solution.ts";

/**
 * The minimiser of a squared risk with or without L2, in closed form: by QR of the centred features,
 * with √(n λ₂ / 2) on a diagonal below. XᵀX, whose condition is the square of X's, is never formed.
 *
 * Where columns depend on each other, or n < p, of all minimisers the one with the shortest w.
 */
export function leastSquares(risk: EmpiricalRisk): Solution {
  const { features, hypothesis, penalty, y } = risk;
  const { rows: n, columns: p } = features;
  const centre = hypothesis.intercept && !penalty.intercept;
  const means = centre ? columnMeans(features) : new Float64Array(p);
  const meanY = centre ? meanOf(y) : 0;
  const width = centre ? p : risk.size; // else a penalised intercept is a column of ones
  const root = Math.sqrt(n * penalty.l2 / 2);

  const columns = createMatrix(width, n + (root > 0 ? width : 0));
  for (let j = 0; j < width; j++) {
    const column = columns.data.subarray(j * columns.columns, (j + 1) * columns.columns);
    for (let i = 0; i < n; i++) column[i] = j < p ? features.data[i * p + j]! - means[j]! : 1;
    if (centre && isRounding(column.subarray(0, n), means[j]!)) column.fill(0, 0, n);
    if (root > 0 && (j < p || penalty.intercept)) column[n + j] = root;
  }
  const target = new Float64Array(columns.columns);
  for (let i = 0; i < n; i++) target[i] = y[i]! - meanY;

  const qr = qrInPlace(columns);
  const solution = shortestSolution(qr, target);
  const theta = new Float64Array(risk.size);
  theta.set(solution);
  if (centre) theta[p] = means.reduce((b, mean, j) => b - mean * solution[j]!, meanY);
  return { theta, steps: 1, rank: qr.rank };
}

/** A constant column, of which centring leaves what rounding made of the mean. */
function isRounding(centred: Float64Array, mean: number): boolean {
  const limit = 4 * Number.EPSILON * centred.length * Math.abs(mean);
  return centred.every((value) => Math.abs(value) <= limit);
}

function columnMeans({ data, rows, columns }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let at = 0; at < data.length; at++) means[at % columns]! += data[at]! / rows;
  return means;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
