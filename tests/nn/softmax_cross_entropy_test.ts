import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { softmaxCrossEntropyInPlace } from "../../lib/nn/softmax_cross_entropy.ts";

/** Batches of one to five rows of two to six logits, with labels. */
const batches = fc.integer({ min: 2, max: 6 }).chain((k) => {
  const row = fc.array(fc.float({ min: -20, max: 20, noNaN: true }), {
    minLength: k,
    maxLength: k,
  });
  const one = fc.record({ row, label: fc.nat(k - 1) });
  return fc.array(one, { minLength: 1, maxLength: 5 }).map((rows) => ({
    k,
    logits: Float32Array.from(rows.flatMap(({ row }) => row)),
    labels: rows.map(({ label }) => label),
  }));
});

/** Mean loss of a batch, as the formula says it. */
function meanLoss(logits: ArrayLike<number>, labels: number[], k: number): number {
  const losses = labels.map((label, i) => {
    const row = Array.from({ length: k }, (_, j) => logits[i * k + j]!);
    return Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0)) - row[label]!;
  });
  return losses.reduce((sum, loss) => sum + loss) / losses.length;
}

Deno.test("softmaxCrossEntropyInPlace() matches a value worked by hand", () => {
  // Probabilities 1/4 and 3/4; 1/2 and 1/2. Losses ln 4 and ln 2; a tie goes to the first class.
  const logits = Float32Array.of(0, Math.log(3), 5, 5);
  const { lossSum, metricSum } = softmaxCrossEntropyInPlace(logits, [0, 0], 2);
  assertAlmostEquals(lossSum, Math.log(8), 1e-6);
  assertEquals(metricSum, 1);
  [-3 / 8, 3 / 8, -1 / 4, 1 / 4].forEach((g, i) => assertAlmostEquals(logits[i]!, g, 1e-7));
});

Deno.test("softmaxCrossEntropyInPlace() gives the mean loss's formula and derivative", () => {
  fc.assert(fc.property(batches, ({ k, logits, labels }) => {
    const gradient = logits.slice();
    const { lossSum } = softmaxCrossEntropyInPlace(gradient, labels, k);
    assertAlmostEquals(lossSum / labels.length, meanLoss(logits, labels, k), 1e-9);
    const exact = Float64Array.from(logits);
    const h = 1e-4;
    for (let i = 0; i < exact.length; i++) {
      const at = (shift: number) => meanLoss(exact.with(i, exact[i]! + shift), labels, k);
      assertAlmostEquals(gradient[i]!, (at(h) - at(-h)) / (2 * h), 1e-6);
    }
  }));
});

Deno.test("softmaxCrossEntropyInPlace() gives gradients that sum to 0 in every row", () => {
  fc.assert(fc.property(batches, ({ k, logits, labels }) => {
    softmaxCrossEntropyInPlace(logits, labels, k);
    for (let i = 0; i < logits.length; i += k) {
      const sum = logits.subarray(i, i + k).reduce((sum, g) => sum + g, 0);
      assertAlmostEquals(sum, 0, 1e-6);
    }
  }));
});

Deno.test("softmaxCrossEntropyInPlace() does not mind what is added to a whole row", () => {
  const shifted = Float32Array.of(1, 2, 4).map((z) => z + 1024);
  const plain = Float32Array.of(1, 2, 4);
  const a = softmaxCrossEntropyInPlace(shifted, [1], 3);
  const b = softmaxCrossEntropyInPlace(plain, [1], 3);
  assertEquals(shifted, plain);
  assertAlmostEquals(a.lossSum, b.lossSum, 1e-12);
});

Deno.test("softmaxCrossEntropyInPlace() takes logits that exp would overflow", () => {
  for (const huge of [1e3, 1e38]) {
    const right = Float32Array.of(huge, -huge);
    assertEquals(softmaxCrossEntropyInPlace(right, [0], 2), { lossSum: 0, metricSum: 1 });
    assertEquals(right, Float32Array.of(0, 0));
  }
});

Deno.test("softmaxCrossEntropyInPlace() keeps the gradient of a confident mistake", () => {
  const wrong = Float32Array.of(0, 1000, 0, 0); // with a second row: a mean of two
  const { lossSum } = softmaxCrossEntropyInPlace(wrong, [0, 0], 2);
  assertAlmostEquals(lossSum, 1000 + Math.log(2), 1e-9);
  assertEquals(wrong, Float32Array.of(-0.5, 0.5, -0.25, 0.25));
});

Deno.test("softmaxCrossEntropyInPlace() makes NaN and Infinity seen", () => {
  for (const bad of [NaN, Infinity]) {
    for (const at of [0, 1, 2]) {
      const logits = new Float32Array(3);
      logits[at] = bad;
      assert(Number.isNaN(softmaxCrossEntropyInPlace(logits, [1], 3).lossSum), `${bad} at ${at}`);
    }
  }
});
