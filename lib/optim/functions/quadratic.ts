import { cannot, checkInteger } from "../../core/mod.ts";
import type { TestFunction } from "./test_function.ts";

/** What `quadratic` takes. */
export type QuadraticOptions = {
  /** Largest curvature / smallest curvature, at least 1. */
  conditionNumber: number;
  /** How many parameters, at least 1; with 1 the condition number must be 1. @default 2 */
  dimensions?: number;
};

/**
 * A bowl, as long as wished: `f(w) = ½ Σ λᵢ wᵢ²` with curvatures from λ₁ = 1 to λ_d = κ, each the
 * same multiple of the one before.
 *
 * On it all can be said beforehand: gradient descent converges where α < 2 / κ, and with the best
 * α = 2 / (κ + 1) each step leaves the share (κ − 1) / (κ + 1) of the way to the minimum at 0.
 *
 * @param options κ as `conditionNumber`, and d.
 * @returns The function.
 * @throws {RangeError} If κ is below 1, or d is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { quadratic } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const bowl = quadratic({ conditionNumber: 9, dimensions: 3 });
 * assertEquals(bowl.gradient(Float64Array.of(1, 1, 1)), Float64Array.of(1, 3, 9));
 * ```
 */
export function quadratic({ conditionNumber, dimensions = 2 }: QuadraticOptions): TestFunction {
  const d = dimensions;
  checkInteger("create quadratic", "dimensions", d, 1);
  if (
    !(conditionNumber >= 1 && Number.isFinite(conditionNumber)) || d === 1 && conditionNumber > 1
  ) {
    const needed = "conditionNumber must be finite and at least 1, and 1 in a single dimension";
    throw new RangeError(cannot("create quadratic", needed, conditionNumber));
  }
  const curvatures = Float64Array.from(
    { length: d },
    (_, i) => conditionNumber ** (i / (d - 1 || 1)),
  );
  return {
    name: `quadratic, condition number ${conditionNumber}`,
    dimensions: d,
    loss: (w) => curvatures.reduce((sum, curvature, i) => sum + 0.5 * curvature * w[i]! ** 2, 0),
    gradient: (w) => curvatures.map((curvature, i) => curvature * w[i]!),
    hessian: () => {
      const matrix = new Float64Array(d * d);
      for (let i = 0; i < d; i++) matrix[i * d + i] = curvatures[i]!;
      return matrix;
    },
    minima: [new Float64Array(d)],
    minimum: 0,
    // Equally far in every direction: the steep ones rule at first, the flat ones at the end.
    start: new Float64Array(d).fill(1),
    domain: Array.from({ length: d }, () => [-1.5, 1.5] as const),
  };
}
