import { cannot, createMatrix, type Matrix } from "../../core/mod.ts";
import { solveLifted } from "../algebra/cholesky.ts";
import { dot, largestOf } from "../algebra/dot.ts";
import type { Solution } from "./solution.ts";

/** `½ Σ q_j θ_j² + Σ above_i max(0, u_i) + below_i max(0, −u_i)` of `u = c + A θ`. */
export type KinkedProblem = {
  /** Shape `(m, p)`. */
  A: Matrix;
  /** Shape `(m)`. */
  c: Float64Array;
  /** Slopes on either side, 0 or more and not both 0, shape `(m)`. */
  above: Float64Array;
  below: Float64Array;
  /** 0 or more, shape `(p)`. */
  q: Float64Array;
};

/**
 * Minimises a sum of kinks and a bowl (absolute, pinball and hinge loss, L1 and L2) by a primal-dual
 * interior-point method: it walks through the inside of the region in which all slopes λ_i stay
 * between −below and above, and meets the border only at the end. Some 20 steps of cost m p².
 *
 * With `u = p − q`, p and q above 0, the conditions are `Qθ + Aᵀλ = 0`, `p (above − λ) = μ` and
 * `q (below + λ) = μ`; μ goes to 0. Predictor and corrector are Mehrotra's.
 *
 * Source: S. Mehrotra, "On the implementation of a primal-dual interior point method", SIAM Journal
 * on Optimization 2 (1992); R. Koenker, B. Park, "An interior point algorithm for nonlinear quantile
 * regression", Journal of Econometrics 71 (1996).
 */
export function interiorPoint(problem: KinkedProblem, maxSteps = 200): Solution {
  let at = startOf(problem);
  const nothing = {
    gap: Number.EPSILON * riskOf(problem, at),
    distance: 8 * Number.EPSILON * largestOf(at.p),
  };
  for (let steps = 0; steps < maxSteps; steps++) {
    if (isOptimal(problem, at, nothing)) return { theta: at.theta, steps };
    at = advance(problem, at);
  }
  const needed = `a gap of at most ${GAP} of the risk within ${maxSteps} steps`;
  throw new RangeError(cannot("minimise by the interior-point method", needed, gapOf(at)));
}

/** The share of the risk that the gap between primal and dual may have. */
const GAP = 1e-13;

type Inside = {
  theta: Float64Array;
  p: Float64Array;
  q: Float64Array;
  lambda: Float64Array;
  /** above − λ and below + λ, kept by themselves: near a border the difference would cancel. */
  s: Float64Array;
  t: Float64Array;
};

type Step = Inside;

function startOf({ A, c, above, below }: KinkedProblem): Inside {
  const scale = largestOf(c) || 1;
  const lambda = above.map((slope, i) => (slope - below[i]!) / 2);
  return {
    theta: new Float64Array(A.columns),
    p: c.map((u) => Math.max(u, 0) + scale),
    q: c.map((u) => Math.max(-u, 0) + scale),
    lambda,
    s: above.map((slope, i) => slope - lambda[i]!),
    t: below.map((slope, i) => slope + lambda[i]!),
  };
}

function gapOf({ p, q, s, t }: Inside): number {
  return p.reduce((sum, value, i) => sum + value * s[i]! + q[i]! * t[i]!, 0);
}

function riskOf({ q, above, below }: KinkedProblem, at: Inside): number {
  const bowl = at.theta.reduce((sum, value, j) => sum + q[j]! * value * value / 2, 0);
  return at.p.reduce((sum, value, i) => sum + above[i]! * value + below[i]! * at.q[i]!, bowl);
}

/** What counts as 0 beside the rounding of larger numbers: the least risk may be 0, all u with it. */
type Nothing = { gap: number; distance: number };

function isOptimal(problem: KinkedProblem, at: Inside, nothing: Nothing): boolean {
  const scale = at.p.reduce((sum, value, i) => sum + value + at.q[i]!, 0) / at.p.length;
  const wide = largestOf(primalResidual(problem, at)) <= 1e-10 * scale + nothing.distance;
  return wide && gapOf(at) <= GAP * riskOf(problem, at) + nothing.gap;
}

/** c + A θ − p + q */
function primalResidual({ A, c }: KinkedProblem, { theta, p, q }: Inside): Float64Array {
  return c.map((u, i) => u + dot(A.data, i * A.columns, theta, A.columns) - p[i]! + q[i]!);
}

/** Qθ + Aᵀλ */
function dualResidual({ A, q }: KinkedProblem, { theta, lambda }: Inside): Float64Array {
  const residual = timesTransposed(A, lambda);
  return residual.map((value, j) => value + q[j]! * theta[j]!);
}

function advance(problem: KinkedProblem, at: Inside): Inside {
  const m = at.p.length;
  const mu = gapOf(at) / (2 * m);
  const solve = solverAt(problem, at);
  const none = new Float64Array(m);
  const guess = solve(0, none, none); // straight at the border
  const reach = Math.min(1, lengthInside(at, guess));
  const left = gapOf(moved(at, guess, reach)) / (2 * m);
  const sigma = (left / mu) ** 3;
  const bendP = guess.p.map((dp, i) => dp * guess.s[i]!);
  const bendQ = guess.q.map((dq, i) => dq * guess.t[i]!);
  const step = solve(sigma * mu, bendP, bendQ);
  return moved(at, step, Math.min(1, 0.9995 * lengthInside(at, step)));
}

/** The linear system of a point, factorised through `Q + Aᵀ D A`, for any right-hand side. */
function solverAt(problem: KinkedProblem, at: Inside) {
  const { A } = problem;
  const { p, q, s, t } = at;
  const D = p.map((value, i) => 1 / (value / s[i]! + q[i]! / t[i]!));
  const H = normalMatrix(problem, D);
  const wide = primalResidual(problem, at);
  const steep = dualResidual(problem, at);
  return (mu: number, bendP: Float64Array, bendQ: Float64Array): Step => {
    const aimP = p.map((value, i) => (mu - bendP[i]!) / s[i]! - value);
    const aimQ = q.map((value, i) => (mu - bendQ[i]!) / t[i]! - value);
    const off = wide.map((value, i) => value - aimP[i]! + aimQ[i]!);
    const pull = timesTransposed(A, off.map((value, i) => value * D[i]!));
    const theta = solveLifted(H, steep.map((value, j) => -value - pull[j]!));
    const lambda = off.map((value, i) =>
      D[i]! * (value + dot(A.data, i * A.columns, theta, A.columns))
    );
    return {
      theta,
      lambda,
      p: aimP.map((value, i) => value + p[i]! * lambda[i]! / s[i]!),
      q: aimQ.map((value, i) => value - q[i]! * lambda[i]! / t[i]!),
      s: lambda.map((value) => -value),
      t: lambda,
    };
  };
}

function normalMatrix({ A: { data, rows, columns }, q }: KinkedProblem, D: Float64Array): Matrix {
  const H = createMatrix(columns, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const factor = D[i]! * data[i * columns + j]!;
      if (factor === 0) continue;
      for (let l = 0; l <= j; l++) H.data[j * columns + l]! += factor * data[i * columns + l]!;
    }
  }
  for (let j = 0; j < columns; j++) H.data[j * columns + j]! += q[j]!;
  return H;
}

function timesTransposed({ data, rows, columns }: Matrix, vector: Float64Array): Float64Array {
  const product = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) product[j]! += vector[i]! * data[i * columns + j]!;
  }
  return product;
}

/** How far the step goes until one of p, q, s, t is 0. */
function lengthInside(at: Inside, step: Step): number {
  let length = Infinity;
  for (const name of ["p", "q", "s", "t"] as const) {
    at[name].forEach((value, i) => {
      if (step[name][i]! < 0) length = Math.min(length, -value / step[name][i]!);
    });
  }
  return length;
}

function moved(at: Inside, step: Step, length: number): Inside {
  const go = (name: keyof Inside) => at[name].map((value, i) => value + length * step[name][i]!);
  return {
    theta: go("theta"),
    p: go("p"),
    q: go("q"),
    lambda: go("lambda"),
    s: go("s"),
    t: go("t"),
  };
}
