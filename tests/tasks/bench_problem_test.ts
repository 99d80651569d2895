import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createPrng } from "descent/core";
import { readProblem, writeProblem } from "../../tasks/bench/mnist/exchange.ts";
import {
  firstBatch,
  makeProblem,
  PIXELS,
  SIDE,
  WEIGHT_SHAPES,
} from "../../tasks/bench/mnist/problem.ts";
import {
  lossAndGradient,
  referenceLosses,
  referenceProbabilities,
} from "../../tasks/bench/mnist/reference.ts";
import { checkVerified, largestError, TOLERANCE } from "../../tasks/bench/mnist/verify.ts";

/** Noise in place of digits: image i begins with i, so that it is known again. */
function digits(n: number, seed: number) {
  const prng = createPrng(seed);
  const images = Uint8Array.from({ length: n * PIXELS }, () => prng.nextInteger(256));
  const labels = Uint8Array.from({ length: n }, () => prng.nextInteger(10));
  for (let i = 0; i < n; i++) images[i * PIXELS] = i;
  return { images, labels, n, height: SIDE, width: SIDE };
}

const mnist = { train: digits(20, 1), test: digits(5, 2) };
const problem = makeProblem(mnist, { steps: 3, batch: 8, seed: 0 });
const sizes = WEIGHT_SHAPES.map((shape) => shape.reduce((product, n) => product * n, 1));

Deno.test("makeProblem() takes each image once before any a second time, with its label", () => {
  const { images, labels } = problem.train;
  const taken = Array.from({ length: 24 }, (_, i) => images[i * PIXELS]!);
  assertEquals(
    taken.slice(0, 20).toSorted((a, b) => a - b),
    Array.from({ length: 20 }, (_, i) => i),
  );
  assertEquals(taken.slice(20), taken.slice(0, 4));
  assert(taken.some((image, i) => image !== i), "not shuffled");
  taken.forEach((image, i) => assertEquals(labels[i], mnist.train.labels[image]));
});

Deno.test("makeProblem() asks for 10,000 test images, in order, and knows how many differ", () => {
  const { test, distinct } = problem;
  assertEquals([test.labels.length, distinct], [10_000, 5]);
  assertEquals(test.images.subarray(0, 5 * PIXELS), mnist.test.images);
  assertEquals(test.labels[7], mnist.test.labels[2]);
});

Deno.test("makeProblem() draws weights as Keras does: Glorot uniform, biases 0", () => {
  assertEquals(problem.weights.map(({ length }) => length), sizes);
  const [conv, convBias, dense, denseBias] = problem.weights;
  assertEquals([...convBias!, ...denseBias!].every((value) => value === 0), true);
  for (const [values, fans] of [[conv!, 9 + 288], [dense!, 21632 + 10]] as const) {
    const bound = Math.sqrt(6 / fans);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    assert(largest <= bound && largest > 0.95 * bound, `${largest} of ${bound}`);
  }
});

Deno.test("makeProblem() gives the same problem for the same seed alone", () => {
  assertEquals(makeProblem(mnist, { steps: 3, batch: 8, seed: 0 }), problem);
  const other = makeProblem(mnist, { steps: 3, batch: 8, seed: 1 });
  assert(other.train.images.some((byte, i) => byte !== problem.train.images[i]));
  assert(other.weights[0]!.some((value, i) => value !== problem.weights[0]![i]));
});

Deno.test("readProblem() reads what writeProblem() wrote, all of it or the first steps", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await writeProblem(folder, problem);
    assertEquals(await readProblem(folder), problem);
    assertEquals((await readProblem(folder, 1)).train, firstBatch(problem));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** The reference's loss at weights moved by `step` in one place. */
function lossAt(k: number, i: number, step: number): number {
  const weights = problem.weights.map((values) => Float64Array.from(values));
  weights[k]![i]! += step;
  return lossAndGradient(weights, firstBatch(problem)).loss;
}

Deno.test("lossAndGradient() is ln 10 at weights 0, where all classes are equally likely", () => {
  const zeros = sizes.map((size) => new Float64Array(size));
  assertAlmostEquals(lossAndGradient(zeros, firstBatch(problem)).loss, Math.LN10, 1e-12);
});

Deno.test("lossAndGradient() agrees with finite differences in every kind of weight", () => {
  const start = problem.weights.map((values) => Float64Array.from(values));
  const { gradient } = lossAndGradient(start, firstBatch(problem));
  const step = 1e-6;
  const prng = createPrng(3);
  for (const [k, size] of sizes.entries()) {
    for (let draw = 0; draw < 4; draw++) {
      const i = prng.nextInteger(size);
      const slope = (lossAt(k, i, step) - lossAt(k, i, -step)) / (2 * step);
      assertAlmostEquals(gradient[k]![i]!, slope, 1e-8, `weight ${k}, place ${i}`);
    }
  }
});

Deno.test("referenceLosses() falls on one batch, and leaves the first weights alone", () => {
  const before = problem.weights.map((values) => values.slice());
  const batches = Array(4).fill(firstBatch(problem));
  const losses = referenceLosses(problem.weights, batches, "corrected");
  assertEquals(losses.length, 4);
  assert(losses[3]! < losses[0]!, losses.join(" "));
  assertEquals(problem.weights, before);
});

Deno.test("referenceLosses() tells where epsilon stands from the second loss on", () => {
  const batches = Array(3).fill(firstBatch(problem));
  const paper = referenceLosses(problem.weights, batches, "corrected");
  const keras = referenceLosses(problem.weights, batches, "uncorrected");
  assertEquals(paper[0], keras[0]);
  assert(paper[1] !== keras[1]);
});

Deno.test("referenceProbabilities() sum to 1 and give the loss that lossAndGradient() tells", () => {
  const { images, labels } = firstBatch(problem);
  const probabilities = referenceProbabilities(problem.weights, images);
  const exact = problem.weights.map((values) => Float64Array.from(values));
  let loss = 0;
  for (const [i, label] of labels.entries()) {
    const row = probabilities.slice(i * 10, (i + 1) * 10);
    assertAlmostEquals(row.reduce((sum, p) => sum + p), 1, 1e-12);
    loss -= Math.log(row[label]!) / labels.length;
  }
  assertAlmostEquals(loss, lossAndGradient(exact, { images, labels }).loss, 1e-12);
});

Deno.test("largestError() takes the largest difference, as it is or as a share", () => {
  assertAlmostEquals(largestError([2, 4.04], [2.01, 4], false), 0.04, 1e-12);
  assertAlmostEquals(largestError([2, 4.04], [2.01, 4], true), 0.01, 1e-12);
  assertAlmostEquals(largestError([2], [2.5, 4], true), 0.2, 1e-12);
});

Deno.test("largestError() trusts neither NaN, nor nothing, nor too much", () => {
  for (const values of [[2, NaN], [], [2, 1, 0]]) {
    assertEquals(largestError(values, [2, 1], true), Infinity);
  }
});

const right = { id: "x", label: "They", losses: [1], lossError: TOLERANCE };

Deno.test("checkVerified() lets rounding pass and names who is further off, and how", () => {
  checkVerified([right, { ...right, probabilityError: TOLERANCE }]);
  assertThrows(
    () => checkVerified([right, { ...right, label: "We", losses: [2.5, 3], lossError: 0.25 }]),
    RangeError,
    "Cannot compare speeds: We must show the reference's first losses within 0.0001, " +
      "got an error of 2.5e-1 with 2.5, 3",
  );
  assertThrows(
    () => checkVerified([{ ...right, label: "We", probabilityError: Infinity }]),
    RangeError,
    "Cannot compare speeds: We must give the reference's probabilities within 0.0001, " +
      "got an error of Infinity",
  );
});
