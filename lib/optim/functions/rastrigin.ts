import { checkInteger } from "../../core/mod.ts";
import type { TestFunction } from "./test_function.ts";

const HEIGHT = 10; // of the waves, from the literature

/** What `rastrigin` takes. */
export type RastriginOptions = {
  /** How many parameters, at least 1. @default 2 */
  dimensions?: number;
};

/**
 * Rastrigin's egg box: `f(w) = 10 d + Σ (wᵢ² − 10 cos(2π wᵢ))`. A bowl with a dent near every whole
 * number; whoever goes downhill ends in the nearest. The lowest is at 0.
 *
 * @param options d.
 * @returns The function.
 * @throws {RangeError} If d is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { rastrigin } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(rastrigin().loss(Float64Array.of(0, 0)), 0);
 * assertEquals(rastrigin().loss(Float64Array.of(1, 0)), 1);
 * ```
 *
 * Source: L. Rastrigin, "Systems of extremal control" (1974).
 */
export function rastrigin({ dimensions: d = 2 }: RastriginOptions = {}): TestFunction {
  checkInteger("create rastrigin", "dimensions", d, 1);
  const turn = 2 * Math.PI;
  return {
    name: "Rastrigin",
    dimensions: d,
    loss: (w) => w.reduce((sum, x) => sum + x * x + HEIGHT * (1 - Math.cos(turn * x)), 0),
    gradient: (w) => w.map((x) => 2 * x + HEIGHT * turn * Math.sin(turn * x)),
    hessian(w) {
      const matrix = new Float64Array(d * d);
      w.forEach((x, i) => {
        matrix[i * d + i] = 2 + HEIGHT * turn * turn * Math.cos(turn * x);
      });
      return matrix;
    },
    minima: [new Float64Array(d)],
    minimum: 0,
    start: new Float64Array(d).fill(0.4), // on the rim of the lowest dent
    domain: Array.from({ length: d }, () => [-5.12, 5.12] as const),
  };
}
