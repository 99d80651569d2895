import { cannot, type Matrix } from "../../core/mod.ts";
import { solveLifted } from "../algebra/cholesky.ts";
import { largestOf } from "../algebra/dot.ts";
import { lassoStep } from "./coordinate_descent.ts";
import type { Solution, StopOptions } from "./solution.ts";

/** A convex function with two derivatives, and perhaps `l1 Σ_{j < penalised} |θ_j|` beside it. */
export type NewtonProblem = {
  /** Without the L1 part; Infinity where it is not defined. */
  value(theta: Float64Array): number;
  gradient(theta: Float64Array): Float64Array;
  hessian(theta: Float64Array): Matrix;
  l1?: number;
  /** How many parameters, from the first, the L1 part takes in. */
  penalised?: number;
  /** Looks at each θ, and throws where it sees that there is no minimum. */
  watch?(theta: Float64Array): void;
};

/**
 * Newton's method: each step goes to the bottom of the parabola that fits best where it stands, by
 * Cholesky, or with an L1 part by coordinate descent.
 *
 * Where the bottom lies too far off to be trusted the parabola is made steeper, `H + μ U²` with the units
 * of the parameters, which shortens the step and turns it downhill (Levenberg's and Marquardt's damping). Once the slope is small one more
 * step is made: near the minimum it doubles the correct digits.
 *
 * Source: J. Lee, Y. Sun, M. Saunders, "Proximal Newton-type methods for minimizing composite
 * functions", SIAM Journal on Optimization 24 (2014), algorithm 1.
 */
export function newton(
  problem: NewtonProblem,
  start: Float64Array,
  { enough, units, maxSteps }: StopOptions,
): Solution {
  let theta = start;
  let damping = 0;
  for (let steps = 1; steps <= maxSteps; steps++) {
    problem.watch?.(theta);
    const slope = slopeLeft(problem, theta, units);
    const found = lowerPoint(problem, theta, damping, units);
    const close = slope <= enough;
    if (found && (!close || slopeLeft(problem, found.theta, units) <= slope)) theta = found.theta;
    if (close) return { theta, steps };
    if (!found) throw failure(enough, `${slope} where no step leads lower`);
    damping = found.damping / 10;
  }
  throw failure(enough, `${slopeLeft(problem, theta, units)} after ${maxSteps} steps`);
}

function failure(enough: number, got: string): RangeError {
  const needed = `the slope must fall to ${enough}, which features of like size help, as by ` +
    "fitStandardScaler()";
  return new RangeError(`${cannot("minimise by Newton's method", needed)}, got ${got}`);
}

/** The largest part of the slope that no choice of |w|'s slope at 0 takes away. */
function slopeLeft(problem: NewtonProblem, theta: Float64Array, units: Float64Array): number {
  const { l1 = 0, penalised = 0 } = problem;
  const left = problem.gradient(theta).map((slope, j) => {
    if (j >= penalised || l1 === 0) return slope;
    return theta[j] === 0 ? Math.max(0, Math.abs(slope) - l1) : slope + l1 * Math.sign(theta[j]!);
  });
  return largestOf(left.map((slope, j) => slope / units[j]!));
}

/** A point that is lower as promised, and the damping that it took; none if there is none. */
function lowerPoint(
  problem: NewtonProblem,
  theta: Float64Array,
  damping: number,
  units: Float64Array,
): { theta: Float64Array; damping: number } | undefined {
  const { l1 = 0, penalised = 0 } = problem;
  const g = problem.gradient(theta);
  const H = problem.hessian(theta);
  const steepness = largestOf(g.map((slope, j) => slope / units[j]!));
  let mu = damping > 1e-9 * steepness ? damping : 0;
  for (let trial = 0; trial < MAX_TRIALS; trial++) {
    const lifted = mu > 0 ? withDiagonal(H, units.map((unit) => mu * unit * unit)) : H;
    const step = l1 > 0
      ? lassoStep({ H: lifted, g, theta, l1, penalised })
      : solveLifted(lifted, g.map((value) => -value));
    const lower = searchLine(problem, theta, g, step);
    if (lower) return { theta: lower, damping: mu };
    mu = Math.max(10 * mu, 1e-6 * steepness);
  }
  return undefined;
}

/** From a millionth of the slope to a million million times: steps from long to none. */
const MAX_TRIALS = 20;

function withDiagonal({ data, rows, columns }: Matrix, diagonal: Float64Array): Matrix {
  const lifted = data.slice();
  for (let j = 0; j < rows; j++) lifted[j * rows + j]! += diagonal[j]!;
  return { data: lifted, rows, columns };
}

/** The first point along the step, halved twice at most, that is lower as promised; none if none is. */
function searchLine(
  problem: NewtonProblem,
  theta: Float64Array,
  g: Float64Array,
  step: Float64Array,
): Float64Array | undefined {
  const { l1 = 0, penalised = 0 } = problem;
  const corners = (at: Float64Array) => {
    let sum = 0;
    for (let j = 0; j < penalised; j++) sum += Math.abs(at[j]!);
    return l1 * sum;
  };
  const along = (t: number) => theta.map((value, j) => value + t * step[j]!);
  const value = problem.value(theta) + corners(theta);
  const promised = g.reduce((sum, slope, j) => sum + slope * step[j]!, 0) + corners(along(1)) -
    corners(theta);
  for (const t of [1, 1 / 2, 1 / 4]) {
    const next = along(t);
    // Near the minimum both sides agree to rounding: then the full step is taken on trust.
    const rounding = 4 * Number.EPSILON * Math.abs(value);
    if (problem.value(next) + corners(next) <= value + 1e-4 * t * promised + rounding) return next;
  }
  return undefined;
}
