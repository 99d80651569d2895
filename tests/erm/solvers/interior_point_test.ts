import { createPrng, matrixFrom } from "descent/core";
import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { interiorPoint, type KinkedProblem } from "../../../lib/erm/solvers/interior_point.ts";

/** Σ above max(0, y − θ) + below max(0, θ − y): quantiles of y. */
function quantileOf(y: number[], share: number): KinkedProblem {
  const ones = Float64Array.from(y, () => 1);
  return {
    A: matrixFrom(y.map(() => [-1])),
    c: Float64Array.from(y),
    above: ones.map(() => share),
    below: ones.map(() => 1 - share),
    q: Float64Array.of(0),
  };
}

for (const [share, best] of [[0.5, 3], [0.1, 1], [0.3, 2], [0.9, 100]] as const) {
  Deno.test(`interiorPoint() finds the ${share}-quantile of 1, 2, 3, 4, 100`, () => {
    const { theta } = interiorPoint(quantileOf([1, 2, 3, 4, 100], share));
    assertAlmostEquals(theta[0]!, best, 1e-8);
  });
}

Deno.test("interiorPoint() finds the edge of a bowl with a corner: soft thresholding", () => {
  // ½ θ² − 3 θ + 2 |θ| is least at 1; the line −3 θ as a kink that never turns.
  const problem = {
    A: matrixFrom([[-1], [1]]),
    c: Float64Array.of(1000, 0),
    above: Float64Array.of(3, 2),
    below: Float64Array.of(0, 2),
    q: Float64Array.of(1),
  };
  assertAlmostEquals(interiorPoint(problem).theta[0]!, 1, 1e-6);
});

Deno.test("interiorPoint() needs few steps, also for a thousand samples", () => {
  const prng = createPrng(1);
  const y = Array.from({ length: 1001 }, () => prng.nextNormal());
  const { theta, steps } = interiorPoint(quantileOf(y, 0.5));
  assertAlmostEquals(theta[0]!, y.sort((a, b) => a - b)[500]!, 1e-8);
  assert(steps <= 40, `${steps} steps`);
});

Deno.test("interiorPoint() ends where the least risk is 0", () => {
  const same = interiorPoint(quantileOf([3, 3, 3], 0.5));
  assertAlmostEquals(same.theta[0]!, 3, 1e-12);
  // max(0, 1 − θ) twice: nothing beyond 1, and no one place is best.
  const hinges = {
    A: matrixFrom([[-1], [-1]]),
    c: Float64Array.of(1, 1),
    above: Float64Array.of(1, 1),
    below: new Float64Array(2),
    q: Float64Array.of(0),
  };
  const { theta, steps } = interiorPoint(hinges);
  assert(theta[0]! >= 1 - 1e-12 && steps < 40, `${theta} after ${steps}`);
});

Deno.test("interiorPoint() says so when its steps do not do", () => {
  assertThrows(
    () => interiorPoint(quantileOf([1, 2], 0.3), 2),
    RangeError,
    "Cannot minimise by the interior-point method: a gap of at most 1e-13 of the risk within 2 steps, got ",
  );
});
