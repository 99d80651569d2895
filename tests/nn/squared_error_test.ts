import { assertAlmostEquals, assertEquals } from "@std/assert";
import { squaredErrorInPlace } from "../../lib/nn/squared_error.ts";

Deno.test("squaredErrorInPlace() matches a value worked by hand", () => {
  // Two examples of two numbers: errors 1, −2 and 0, 4.
  const yPred = Float32Array.of(3, 0, 5, 5);
  const score = squaredErrorInPlace(yPred, [2, 2, 5, 1], 2);
  assertEquals(score, { lossSum: (1 + 4) / 2 + 16 / 2, metricSum: 3 / 2 + 4 / 2 });
  assertEquals([...yPred], [1 / 2, -1, 0, 2]);
});

Deno.test("squaredErrorInPlace()'s gradient is what differences of the mean loss show", () => {
  const y = [0.5, -1, 2, 0];
  const at = [1, 2, -3, 0.25];
  const meanLoss = (values: number[]) =>
    squaredErrorInPlace(Float32Array.from(values), y, 2).lossSum / 2;
  const gradient = Float32Array.from(at);
  squaredErrorInPlace(gradient, y, 2);
  at.forEach((value, i) => {
    const [up, down] = [at.with(i, value + 0.25), at.with(i, value - 0.25)];
    assertAlmostEquals(gradient[i]!, (meanLoss(up) - meanLoss(down)) / 0.5, 1e-6);
  });
});
