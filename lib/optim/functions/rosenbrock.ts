import { checkBetween } from "../../core/mod.ts";
import type { TestFunction } from "./test_function.ts";

/** What `rosenbrock` takes. */
export type RosenbrockOptions = {
  /** Where the minimum lies, at (a, a²). @default 1 */
  a?: number;
  /** How steep the walls of the valley are, above 0. @default 100 */
  b?: number;
};

/**
 * Rosenbrock's banana: `f(x, y) = (a − x)² + b (y − x²)²`. Into the curved valley is easy, along it to
 * the minimum at (a, a²) is not.
 *
 * @param options a and b.
 * @returns The function.
 * @throws {RangeError} If b is not above 0.
 *
 * @example
 * ```ts
 * import { rosenbrock } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const { loss, start } = rosenbrock();
 * assertEquals(loss(Float64Array.of(1, 1)), 0);
 * assertEquals([...start], [-1.2, 1]);
 * ```
 *
 * Source: H. Rosenbrock, "An automatic method for finding the greatest or least value of a
 * function", The Computer Journal 3 (1960).
 */
export function rosenbrock({ a = 1, b = 100 }: RosenbrockOptions = {}): TestFunction {
  checkBetween("create rosenbrock", "b", b, 0);
  return {
    name: "Rosenbrock",
    dimensions: 2,
    loss: ([x, y]) => (a - x!) ** 2 + b * (y! - x! * x!) ** 2,
    gradient: ([x, y]) =>
      Float64Array.of(
        -2 * (a - x!) - 4 * b * x! * (y! - x! * x!),
        2 * b * (y! - x! * x!),
      ),
    hessian: ([x, y]) =>
      Float64Array.of(
        2 - 4 * b * (y! - 3 * x! * x!),
        -4 * b * x!,
        -4 * b * x!,
        2 * b,
      ),
    minima: [Float64Array.of(a, a * a)],
    minimum: 0,
    start: Float64Array.of(-1.2, 1),
    domain: [[-2, 2], [-1, 3]],
  };
}
