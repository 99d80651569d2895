import type { TestFunction } from "./test_function.ts";

/**
 * A saddle: `f(x, y) = (x² − y²) / 2`, level at 0 but no minimum: it falls without bound along y. Who
 * begins with y = 0 runs into the saddle and stays; the least push aside, and it is left, slowly at
 * first.
 *
 * @returns The function.
 *
 * @example
 * ```ts
 * import { saddle } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const { gradient, minima } = saddle();
 * assertEquals(gradient(Float64Array.of(2, 3)), Float64Array.of(2, -3));
 * assertEquals(minima.length, 0);
 * ```
 */
export function saddle(): TestFunction {
  return {
    name: "saddle",
    dimensions: 2,
    loss: ([x, y]) => (x! * x! - y! * y!) / 2,
    gradient: ([x, y]) => Float64Array.of(x!, -y!),
    hessian: () => Float64Array.of(1, 0, 0, -1),
    minima: [],
    minimum: -Infinity,
    start: Float64Array.of(1, 1e-3),
    domain: [[-1.5, 1.5], [-1.5, 1.5]],
  };
}
