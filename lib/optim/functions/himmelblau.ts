import type { TestFunction } from "./test_function.ts";

/**
 * Himmelblau's function: `f(x, y) = (x² + y − 11)² + (x + y² − 7)²`. Four minima of the same depth, 0;
 * which one is found depends on the start.
 *
 * @returns The function.
 *
 * @example
 * ```ts
 * import { himmelblau } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(himmelblau().loss(Float64Array.of(3, 2)), 0);
 * assertEquals(himmelblau().minima.length, 4);
 * ```
 *
 * Source: D. Himmelblau, "Applied nonlinear programming" (1972).
 */
export function himmelblau(): TestFunction {
  return {
    name: "Himmelblau",
    dimensions: 2,
    loss: ([x, y]) => (x! * x! + y! - 11) ** 2 + (x! + y! * y! - 7) ** 2,
    gradient([x, y]) {
      const [p, q] = [x! * x! + y! - 11, x! + y! * y! - 7];
      return Float64Array.of(4 * x! * p + 2 * q, 2 * p + 4 * y! * q);
    },
    hessian([x, y]) {
      const mixed = 4 * (x! + y!);
      return Float64Array.of(
        12 * x! * x! + 4 * y! - 42,
        mixed,
        mixed,
        12 * y! * y! + 4 * x! - 26,
      );
    },
    minima: [ // but for the first, to the last bit of a float64
      Float64Array.of(3, 2),
      Float64Array.of(-2.805118086952745, 3.131312518250573),
      Float64Array.of(-3.7793102533777469, -3.2831859912861694),
      Float64Array.of(3.584428340330492, -1.8481265269644036),
    ],
    minimum: 0,
    start: Float64Array.of(0, 0),
    domain: [[-5, 5], [-5, 5]],
  };
}
