import { createMatrix, type Matrix } from "../../core/mod.ts";
import { solveLifted } from "../algebra/cholesky.ts";

/** A bowl with corners: `g·d + ½ dᵀ H d + λ Σ_{j < penalised} |θ_j + d_j|`, to be minimised by d. */
export type LassoBowl = {
  H: Matrix;
  g: Float64Array;
  theta: Float64Array;
  l1: number;
  /** How many parameters, from the first, λ applies to. */
  penalised: number;
};

/**
 * The step to the bottom of such a bowl by coordinate descent: one weight at a time goes where the
 * bowl is lowest along its axis, which is exactly 0 for all that help less than λ.
 *
 * The parameters that are not penalised (intercepts) are taken out beforehand, each set of weights
 * having its own best ones: what centring does for a squared risk.
 *
 * Source: J. Friedman, T. Hastie, R. Tibshirani, "Regularization paths for generalized linear models
 * via coordinate descent", Journal of Statistical Software 33 (2010).
 */
export function lassoStep(bowl: LassoBowl): Float64Array {
  const { l1, penalised: m, theta } = bowl;
  const { H, g, free } = withoutFree(bowl);
  const step = new Float64Array(theta.length);
  const slope = g.slice(); // of the smooth part: g + H d
  const small = 1e-14 * Math.max(l1, ...g.map(Math.abs));
  for (let sweep = 0, moved = Infinity; moved > small && sweep < MAX_SWEEPS; sweep++) {
    moved = 0;
    for (let j = 0; j < m; j++) {
      const bend = H.data[j * m + j]!;
      const now = theta[j]! + step[j]!;
      const best = bend > 0 ? soften(now - slope[j]! / bend, l1 / bend) : 0;
      const change = best - now;
      if (change === 0) continue;
      step[j]! += change;
      for (let i = 0; i < m; i++) slope[i]! += change * H.data[j * m + i]!;
      moved = Math.max(moved, Math.abs(change) * bend);
    }
  }
  step.set(free(step), m);
  return step;
}

/** Enough for a condition number of a million; the caller's own stop rule has the last word. */
const MAX_SWEEPS = 100_000;

/** Brings a weight nearer to 0 by `amount`, at most to 0. */
function soften(weight: number, amount: number): number {
  return Math.sign(weight) * Math.max(0, Math.abs(weight) - amount);
}

/**
 * The bowl over the penalised parameters alone, and the best free ones for a step of those:
 * `H' = H_ww − H_wb H_bb⁻¹ H_bw`.
 */
function withoutFree({ H, g, penalised: m }: LassoBowl) {
  const size = g.length;
  const count = size - m;
  const inner = createMatrix(m, m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) inner.data[i * m + j] = H.data[i * size + j]!;
  }
  if (count === 0) return { H: inner, g, free: () => new Float64Array(0) };
  const corner = createMatrix(count, count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) corner.data[a * count + b] = H.data[(m + a) * size + m + b]!;
  }
  const side = (j: number) =>
    Float64Array.from({ length: count }, (_, a) => H.data[(m + a) * size + j]!);
  const solved = Array.from({ length: m }, (_, j) => solveLifted(corner, side(j)));
  const still = solveLifted(corner, g.slice(m));
  const slope = g.slice(0, m);
  for (let i = 0; i < m; i++) {
    const row = side(i);
    row.forEach((value, a) => {
      slope[i]! -= value * still[a]!;
      for (let j = 0; j < m; j++) inner.data[i * m + j]! -= value * solved[j]![a]!;
    });
  }
  const free = (step: Float64Array) =>
    still.map((value, a) => -solved.reduce((sum, column, j) => sum + column[a]! * step[j]!, value));
  return { H: inner, g: slope, free };
}
