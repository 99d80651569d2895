import { assertAlmostEquals, assertEquals } from "@std/assert";
import { binaryCrossEntropyInPlace, sigmoidInPlace } from "../../lib/nn/binary_cross_entropy.ts";

Deno.test("binaryCrossEntropyInPlace() matches a value worked by hand", () => {
  // σ(ln 3) = 3/4, σ(0) = 1/2: losses ln 4/3 for a 1, ln 2 for a 0; one half counts as 0.
  const logits = Float32Array.of(Math.log(3), 0);
  const { lossSum, metricSum } = binaryCrossEntropyInPlace(logits, [1, 0]);
  assertAlmostEquals(lossSum, Math.log(4 / 3) + Math.log(2), 1e-7);
  assertEquals(metricSum, 2);
  [-1 / 8, 1 / 4].forEach((g, i) => assertAlmostEquals(logits[i]!, g, 1e-7));
});

Deno.test("binaryCrossEntropyInPlace()'s gradient is what differences of the loss show", () => {
  const loss = (z: number, y: number) => binaryCrossEntropyInPlace(Float32Array.of(z), [y]).lossSum;
  for (const z of [-4, -1, -0.25, 0, 0.5, 2, 5]) {
    for (const y of [0, 1]) {
      const values = Float32Array.of(z);
      binaryCrossEntropyInPlace(values, [y]);
      const slope = (loss(z + 2 ** -10, y) - loss(z - 2 ** -10, y)) * 2 ** 9;
      assertAlmostEquals(values[0]!, slope, 1e-6);
    }
  }
});

Deno.test("binaryCrossEntropyInPlace() and sigmoidInPlace() take what exp would overflow", () => {
  const logits = Float32Array.of(1e30, -1e30, 1e30);
  const { lossSum } = binaryCrossEntropyInPlace(logits, [1, 0, 0]);
  assertEquals([lossSum, ...logits], [Math.fround(1e30), 0, 0, Math.fround(1 / 3)]);
  const values = Float32Array.of(800, -800, 0);
  sigmoidInPlace(values);
  assertEquals([...values], [1, 0, 0.5]);
});
