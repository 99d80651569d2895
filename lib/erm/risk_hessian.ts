import { createMatrix, type Matrix } from "../core/mod.ts";
import { dot } from "./algebra/dot.ts";
import { penalisedCount, type RiskParts } from "./risk_point.ts";

/**
 * The second derivatives of a risk: `1/n Σ φφᵀ ⊗ ∂²ℓ`, and λ₂ on the diagonal. Costs n (k p)² / 2.
 */
export function hessianOf(risk: RiskParts, theta: Float64Array): Matrix {
  const { features: { rows, columns: p }, hypothesis: { scores: k, intercept }, size } = risk;
  const H = createMatrix(size, size);
  const width = p + (intercept ? 1 : 0);
  const row = new Float64Array(width).fill(1); // features, and 1 for the intercept
  const place = (a: number, j: number) => j < p ? a * p + j : k * p + a;
  const curvature = curvatureOf(risk, theta);
  for (let i = 0; i < rows; i++) {
    row.set(risk.features.data.subarray(i * p, (i + 1) * p));
    const bend = curvature(i);
    for (let a = 0; a < k; a++) {
      for (let b = 0; b <= a; b++) {
        if (bend[a * k + b] !== 0) addOuter(H, row, bend[a * k + b]! / rows, a, b, place);
      }
    }
  }
  const penalised = penalisedCount(risk);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      // A pair of classes was added on one side of the diagonal only.
      const both = H.data[i * size + j]! || H.data[j * size + i]!;
      H.data[i * size + j] = H.data[j * size + i] = both;
    }
    if (i < penalised) H.data[i * size + i]! += risk.penalty.l2;
  }
  return H;
}

/** Adds `bend · row rowᵀ` to the block of classes a ≥ b; of a block on the diagonal, half is enough. */
function addOuter(
  { data, columns: size }: Matrix,
  row: Float64Array,
  bend: number,
  a: number,
  b: number,
  place: (a: number, j: number) => number,
): void {
  for (let j = 0; j < row.length; j++) {
    const at = place(a, j) * size;
    const factor = bend * row[j]!;
    const end = a === b ? j + 1 : row.length;
    for (let l = 0; l < end; l++) data[at + place(b, l)]! += factor * row[l]!;
  }
}

/** ∂²ℓ/∂z∂z of a sample, shape `(k · k)`. */
function curvatureOf(
  { features: { data, columns: p }, y, loss, hypothesis: { scores: k, intercept } }: RiskParts,
  theta: Float64Array,
): (i: number) => Float64Array {
  const weights = Array.from({ length: k }, (_, a) => theta.subarray(a * p, (a + 1) * p));
  const score = (i: number, a: number) =>
    dot(data, i * p, weights[a]!, p) + (intercept ? theta[k * p + a]! : 0);
  return (i) =>
    loss.kind === "score"
      ? Float64Array.of(loss.curvature!(score(i, 0), y[i]!))
      : loss.curvature!(Float64Array.from({ length: k }, (_, a) => score(i, a)), y[i]!);
}
