import { bootstrap, delongInterval, estimate, rocAucScore } from "descent/metrics";
import { createPrng } from "descent/core";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

/** So many samples of three classes, with probabilities that lean towards the true one. */
function drawn(n: number, seed: number): { yTrue: number[]; rows: number[][] } {
  const prng = createPrng(seed);
  const yTrue = Array.from({ length: n }, (_, i) => i < 6 ? i % 3 : prng.nextInteger(3));
  const rows = yTrue.map((truth) => {
    const weights = [0, 1, 2].map((k) => Math.exp(2 * prng.next() + (k === truth ? 1 : 0)));
    const sum = weights[0]! + weights[1]! + weights[2]!;
    return weights.map((weight) => weight / sum);
  });
  return { yTrue, rows };
}

Deno.test("delongInterval() gives the same for two classes in rows as for one column", () => {
  const prng = createPrng(2);
  const yTrue = Array.from({ length: 40 }, (_, i) => i % 3 === 0 ? 1 : 0);
  const scores = yTrue.map((y) => Math.round(8 * (prng.next() + y / 2)) / 16);
  for (const scale of ["plain", "logit"] as const) {
    const one = delongInterval(yTrue, scores, { scale });
    const two = delongInterval(yTrue, scores.map((p) => [1 - p, p]), { scale });
    assertAlmostEquals(two.value, one.value, 1e-14);
    for (const end of [0, 1]) assertAlmostEquals(two.interval[end]!, one.interval[end]!, 1e-14);
  }
});

Deno.test("delongInterval() of several classes is as wide as a bootstrap says", () => {
  const { yTrue, rows } = drawn(300, 4);
  const { value, interval: [low, high] } = delongInterval(yTrue, rows);
  assertAlmostEquals(value, rocAucScore(yTrue, rows), 1e-14);
  const { standardError } = bootstrap(
    yTrue.length,
    (at) => rocAucScore(Array.from(at, (i) => yTrue[i]!), Array.from(at, (i) => rows[i]!)),
    { resamples: 400, seed: 1 },
  );
  assertAlmostEquals((high - low) / (2 * 1.959964) / standardError, 1, 0.1);
});

Deno.test("delongInterval() of several classes holds the truth as often as it says", () => {
  const { yTrue, rows } = drawn(30_000, 8);
  const truth = rocAucScore(yTrue, rows);
  let held = 0;
  for (let seed = 0; seed < 300; seed++) {
    const sample = drawn(120, 100 + seed);
    const [low, high] = delongInterval(sample.yTrue, sample.rows, { level: 0.9 }).interval;
    if (low <= truth && truth <= high) held++;
  }
  assert(held > 0.85 * 300 && held < 0.95 * 300, `${held} of 300`);
});

Deno.test("estimate() takes DeLong's interval for areas of several classes", () => {
  const { yTrue, rows } = drawn(60, 1);
  assertEquals(estimate(rocAucScore, yTrue, rows), delongInterval(yTrue, rows));
});

Deno.test("delongInterval() takes the classes of the columns from labels", () => {
  const { yTrue, rows } = drawn(30, 3);
  const names = yTrue.map((label) => ["z", "y", "x"][label]!);
  assertEquals(
    delongInterval(names, rows, { labels: ["z", "y", "x"] }),
    delongInterval(yTrue, rows),
  );
  assertThrows(
    () => delongInterval(["a", "a", "b", "b", "c"], Array(5).fill([0.5, 0.25, 0.25])),
    RangeError,
    "Cannot compute delongInterval: yTrue must hold at least two samples of each class, got 1 positive and 4 negative",
  );
});
