import type { Problem } from "./optimizer.ts";
import { along, dot } from "./vector.ts";

/** Share of the fall that the slope promises which a step must bring; Nocedal and Wright's value. */
const ARMIJO = 1e-4;

/** Share of the slope that may be left after a step; Nocedal and Wright's value for quasi-Newton. */
const CURVATURE = 0.9;

/** Halvings or doublings after which nothing is left of a float64's 52 bits. */
const MAX_TRIALS = 60;

/** Where a line search begins, and along what. */
export type Ray = {
  problem: Problem;
  params: Float64Array;
  direction: Float64Array;
  slope: number;
};

/**
 * The ray from a point downhill.
 *
 * @param problem What is minimised.
 * @param params The point.
 * @param gradient The gradient there.
 * @param direction Where to go.
 * @returns The ray, with the slope `g · p` along it.
 */
export function rayOf(
  problem: Problem,
  params: Float64Array,
  gradient: Float64Array,
  direction: Float64Array,
): Ray {
  return { problem, params, direction, slope: dot(gradient, direction) };
}

/**
 * Backtracking: halves the step until the loss falls by at least a share of what the slope promises,
 * `f(w + t p) <= f(w) + c₁ t g · p`.
 *
 * @param ray Where to begin.
 * @param first The first t tried.
 * @returns t, or 0 where no step however short makes the loss fall.
 */
export function backtrack(ray: Ray, first: number): number {
  let t = first;
  for (let trial = 0; trial < MAX_TRIALS; trial++) {
    if (falls(ray, t)) return t;
    t /= 2;
  }
  return 0;
}

/**
 * A step that satisfies Wolfe's conditions: the loss falls enough, and the slope along the ray has
 * flattened to at most the share c₂, so that a quasi-Newton update is positive definite. Found by
 * doubling until the step is too long and then halving the interval.
 *
 * @param ray Where to begin.
 * @param first The first t tried.
 * @returns t, or the longest step found at which the loss falls, or 0.
 *
 * Source: A. Lewis, M. Overton, "Nonsmooth optimization via quasi-Newton methods", Mathematical
 * Programming 141 (2013), algorithm 2.6.
 */
export function wolfe(ray: Ray, first: number): number {
  const { problem, params, direction, slope } = ray;
  let [low, high, t] = [0, Infinity, first];
  for (let trial = 0; trial < MAX_TRIALS; trial++) {
    if (!falls(ray, t)) high = t;
    else {
      const after = dot(problem.gradient(along(params, t, direction)), direction);
      if (after >= CURVATURE * slope) return t;
      low = t;
    }
    t = high < Infinity ? (low + high) / 2 : 2 * low;
  }
  return low;
}

/** NaN and Infinity do not count as falling: the search comes back from where nothing is defined. */
function falls({ problem, params, direction, slope }: Ray, t: number): boolean {
  const bound = problem.loss(params) + ARMIJO * t * slope;
  const value = problem.loss(along(params, t, direction));
  return value <= bound && value > -Infinity;
}
