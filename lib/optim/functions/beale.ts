import type { TestFunction } from "./test_function.ts";

const TARGETS = [1.5, 2.25, 2.625];

/**
 * Beale's function: `f(x, y) = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²`. Flat plains
 * with steep walls in the corners; the minimum 0 lies at (3, ½).
 *
 * @returns The function.
 *
 * @example
 * ```ts
 * import { beale } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(beale().loss(Float64Array.of(3, 0.5)), 0);
 * ```
 *
 * Source: E. Beale, "On an iterative method for finding a local minimum of a function of more than
 * one variable" (1958).
 */
export function beale(): TestFunction {
  const residuals = (x: number, y: number) =>
    TARGETS.map((target, i) => target - x + x * y ** (i + 1));
  /** Of residual i: its slopes by x and y, and its second derivatives by xy and yy. */
  const slopes = (x: number, y: number, i: number) => {
    const k = i + 1;
    const yy = k === 1 ? 0 : k * (k - 1) * x * y ** (k - 2);
    return { x: y ** k - 1, y: k * x * y ** (k - 1), xy: k * y ** (k - 1), yy };
  };
  return {
    name: "Beale",
    dimensions: 2,
    loss: ([x, y]) => residuals(x!, y!).reduce((sum, r) => sum + r * r, 0),
    gradient([x, y]) {
      const gradient = new Float64Array(2);
      for (const [i, r] of residuals(x!, y!).entries()) {
        const slope = slopes(x!, y!, i);
        gradient[0]! += 2 * r * slope.x;
        gradient[1]! += 2 * r * slope.y;
      }
      return gradient;
    },
    hessian([x, y]) {
      const h = new Float64Array(4);
      for (const [i, r] of residuals(x!, y!).entries()) {
        const slope = slopes(x!, y!, i);
        h[0]! += 2 * slope.x * slope.x;
        h[1]! += 2 * (slope.x * slope.y + r * slope.xy);
        h[3]! += 2 * (slope.y * slope.y + r * slope.yy);
      }
      h[2] = h[1]!;
      return h;
    },
    minima: [Float64Array.of(3, 0.5)],
    minimum: 0,
    start: Float64Array.of(1, 1),
    domain: [[-1, 4.5], [-2, 2]],
  };
}
