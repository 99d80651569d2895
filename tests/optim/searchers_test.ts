import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  DivergenceError,
  lbfgs,
  minimize,
  newton,
  quadratic,
  rosenbrock,
  saddle,
} from "descent/optim";
import { solvePositive } from "../../lib/optim/cholesky.ts";

Deno.test("solvePositive() solves by L Lᵀ what is positive definite, and nothing else", () => {
  // [4 2; 2 3] · [1; -1] = [2; -1], worked by hand
  const [x, y] = solvePositive(Float64Array.of(4, 2, 2, 3), Float64Array.of(2, -1))!;
  assertAlmostEquals(x!, 1);
  assertAlmostEquals(y!, -1);
  assertEquals(solvePositive(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1)), undefined);
  assertEquals(solvePositive(Float64Array.of(0), Float64Array.of(1)), undefined);
});

Deno.test("newton() arrives on a bowl in one step, whatever its condition", () => {
  for (const conditionNumber of [1, 1e3, 1e6]) {
    const { loss, gradient, hessian, start } = quadratic({ conditionNumber, dimensions: 4 });
    const found = minimize(loss, gradient, start, { optimizer: newton({ hessian }) });
    assertEquals(found.steps, 1);
  }
});

Deno.test("newton() doubles the right digits with each step near the minimum", () => {
  const { loss, gradient, hessian } = rosenbrock();
  const near = Float64Array.of(1.01, 1.02);
  const { trace } = minimize(loss, gradient, near, { optimizer: newton({ hessian }) });
  const error = trace.w.map(([x, y]) => Math.hypot(x! - 1, y! - 1));
  for (const i of [2, 3]) assert(error[i]! < 100 * error[i - 1]! ** 2, `${error}`);
  assert(error.at(-1)! < 1e-9);
});

Deno.test("newton() leaves a saddle downhill, where the plain step would lead into it", () => {
  const { loss, gradient, hessian } = saddle();
  const optimizer = newton({ hessian });
  const run = () => minimize(loss, gradient, Float64Array.of(1, 0.1), { optimizer });
  const error = assertThrows(run, DivergenceError, "newton: the loss seems to fall without bound");
  assert(error.trace.loss.every((value, i, all) => i === 0 || value < all[i - 1]!));
});

Deno.test("newton() says what Hessian it needs", () => {
  const { loss, gradient, start } = saddle();
  const run = (hessian: Float64Array) => () =>
    minimize(loss, gradient, start, { optimizer: newton({ hessian: () => hessian }) });
  assertThrows(run(new Float64Array(2)), RangeError, "the Hessian must have 2 · 2 entries, got 2");
  const message = "the Hessian must be finite, got [NaN, 0, 0, 1]";
  assertThrows(run(Float64Array.of(NaN, 0, 0, 1)), RangeError, message);
});

Deno.test("lbfgs() with enough memory ends on a bowl of d dimensions in few steps", () => {
  const { loss, gradient, start } = quadratic({ conditionNumber: 1e3, dimensions: 8 });
  const { steps } = minimize(loss, gradient, start, { optimizer: lbfgs({ memory: 20 }) });
  assert(steps <= 50, `${steps} steps`);
});

Deno.test("lbfgs() asks for loss and gradient about once a step", () => {
  let [losses, gradients] = [0, 0];
  const { loss, gradient, start } = quadratic({ conditionNumber: 100, dimensions: 5 });
  const { steps } = minimize(
    (w) => (losses++, loss(w)),
    (w) => (gradients++, gradient(w)),
    start,
    { optimizer: lbfgs() },
  );
  assert(losses <= 2 * steps && gradients <= 2 * steps, `${losses} and ${gradients} in ${steps}`);
});

Deno.test("lbfgs() comes back from where the loss is not defined", () => {
  // x − ln x: not a number at and below 0, lowest at 1
  const loss = ([x]: Float64Array) => x! > 0 ? x! - Math.log(x!) : NaN;
  const gradient = ([x]: Float64Array) => Float64Array.of(1 - 1 / x!);
  const { w, converged } = minimize(loss, gradient, Float64Array.of(1.9), { optimizer: lbfgs() });
  assert(converged && Math.abs(w[0]! - 1) < 1e-7);
});
