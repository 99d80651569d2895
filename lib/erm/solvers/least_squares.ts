import { createMatrix, type Matrix } from "../../core/mod.ts";
import { centredColumns, columnMeans } from "../algebra/columns.ts";
import { qrInPlace, shortestSolution } from "../algebra/qr.ts";
import type { EmpiricalRisk } from "../empirical_risk.ts";
import type { Solution } from "./solution.ts";

/**
 * The minimiser of a squared risk with or without L2, in closed form by QR of the centred features.
 * XᵀX, whose condition is the square of X's, is never formed.
 *
 * With L2 the features get √(n λ₂ / 2) on a diagonal below. Where there are more of them than samples it
 * stands beside them instead: of all `X w + √(n λ₂ / 2) v = y` the shortest (w, v) is the same w, for
 * less work.
 *
 * Without, where columns depend on each other or n < p, of all minimisers the one with the shortest w.
 */
export function leastSquares(risk: EmpiricalRisk): Solution {
  const { features: { rows: n, columns: p }, hypothesis, penalty, y } = risk;
  const centre = hypothesis.intercept && !penalty.intercept;
  const means = centre ? columnMeans(risk.features) : new Float64Array(p);
  const meanY = centre ? meanOf(y) : 0;
  const features = centre ? centredColumns(risk.features, means) : risk.features;
  const width = centre ? p : risk.size; // else a penalised intercept is a column of ones
  const root = Math.sqrt(n * penalty.l2 / 2);
  const [below, beside] = root === 0 ? [0, 0] : width <= n ? [width, 0] : [0, n];

  const columns = createMatrix(width + beside, n + below);
  for (let j = 0; j < width + beside; j++) {
    const column = columns.data.subarray(j * columns.columns, (j + 1) * columns.columns);
    if (j >= width) column[j - width] = root;
    else fillColumn(column.subarray(0, n), features, j);
    if (j < below && (j < p || penalty.intercept)) column[n + j] = root;
  }
  const target = new Float64Array(n + below);
  for (let i = 0; i < n; i++) target[i] = y[i]! - meanY;

  const qr = qrInPlace(columns);
  const solution = shortestSolution(qr, target).subarray(0, width);
  const theta = new Float64Array(risk.size);
  theta.set(solution);
  if (centre) theta[p] = means.reduce((b, mean, j) => b - mean * solution[j]!, meanY);
  return { theta, steps: 1, ...(root === 0 ? { rank: qr.rank } : {}) };
}

/** Feature j, or 1 for the intercept. */
function fillColumn(column: Float64Array, { data, columns: p }: Matrix, j: number): void {
  for (let i = 0; i < column.length; i++) column[i] = j < p ? data[i * p + j]! : 1;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
