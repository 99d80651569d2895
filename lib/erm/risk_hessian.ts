import { createMatrix, type Matrix } from "../core/mod.ts";
import { dot } from "./algebra/dot.ts";
import type { ScoreLoss, ScoresLoss } from "./losses/loss.ts";
import { penalisedCount, type RiskParts } from "./risk_point.ts";

/**
 * The second derivatives of a risk: `1/n Σ φφᵀ ⊗ ∂²ℓ`, and λ₂ on the diagonal. Costs n (k p)² / 2.
 */
export function hessianOf(risk: RiskParts, theta: Float64Array): Matrix {
  const { size, penalty } = risk;
  const H = createMatrix(size, size);
  if (risk.loss.kind === "score") addScore(H, risk, risk.loss, theta);
  else addScores(H, risk, risk.loss, theta);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      // Every pair was added on one side of the diagonal only.
      const both = H.data[i * size + j]! || H.data[j * size + i]!;
      H.data[i * size + j] = H.data[j * size + i] = both;
    }
  }
  for (let j = 0; j < penalisedCount(risk); j++) H.data[j * size + j]! += penalty.l2;
  return H;
}

/** One score a sample: the lower triangle of `1/n Σ ℓ″ φφᵀ`. */
function addScore(
  { data: H }: Matrix,
  { features: { data, rows, columns: p }, y, size }: RiskParts,
  loss: ScoreLoss,
  theta: Float64Array,
): void {
  const intercept = size > p ? theta[p]! : 0;
  for (let i = 0; i < rows; i++) {
    const at = i * p;
    const bend = loss.curvature!(dot(data, at, theta, p) + intercept, y[i]!) / rows;
    if (bend === 0) continue;
    for (let j = 0; j < p; j++) {
      const factor = bend * data[at + j]!;
      const row = j * size;
      for (let l = 0; l <= j; l++) H[row + l]! += factor * data[at + l]!;
    }
    if (size === p) continue;
    for (let l = 0; l < p; l++) H[p * size + l]! += bend * data[at + l]!;
    H[p * size + p]! += bend;
  }
}

/** k scores a sample: a block for each pair of classes. */
function addScores(
  { data: H }: Matrix,
  { features: { data, rows, columns: p }, y, hypothesis: { scores: k, intercept }, size }:
    RiskParts,
  loss: ScoresLoss,
  theta: Float64Array,
): void {
  const weights = Array.from({ length: k }, (_, a) => theta.subarray(a * p, (a + 1) * p));
  const row = new Float64Array(p + (intercept ? 1 : 0)).fill(1); // features, and 1 for the intercept
  const place = (a: number, j: number) => j < p ? a * p + j : k * p + a;
  for (let i = 0; i < rows; i++) {
    row.set(data.subarray(i * p, (i + 1) * p));
    const scores = Float64Array.from(
      weights,
      (w, a) => dot(data, i * p, w, p) + (intercept ? theta[k * p + a]! : 0),
    );
    const curvature = loss.curvature!(scores, y[i]!);
    for (let a = 0; a < k; a++) {
      for (let b = 0; b <= a; b++) {
        const bend = curvature[a * k + b]! / rows;
        for (let j = 0; j < row.length; j++) {
          const at = place(a, j) * size;
          const factor = bend * row[j]!;
          const end = a === b ? j + 1 : row.length; // of a block on the diagonal half is enough
          for (let l = 0; l < end; l++) H[at + place(b, l)]! += factor * row[l]!;
        }
      }
    }
  }
}
