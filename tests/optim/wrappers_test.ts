import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createPrng } from "descent/core";
import {
  adam,
  averageOfIterates,
  clipByNorm,
  clipByValue,
  gradientDescent,
  inverseTime,
  miniBatches,
  minimize,
  quadratic,
  stochastic,
  together,
  withClipping,
  withDecoupledDecay,
  withWeightDecay,
} from "descent/optim";

const vector = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 })
  .map((values) => Float64Array.from(values));
const limit = fc.double({ min: 1e-3, max: 1e3, noNaN: true });

Deno.test("clipByNorm() keeps the direction and never lengthens", () => {
  fc.assert(fc.property(vector, limit, (gradient, limit) => {
    const before = gradient.slice();
    const clipped = clipByNorm(gradient, limit);
    const [long, short] = [gradient, clipped].map((g) => Math.hypot(...g));
    assert(short! <= limit * (1 + 1e-12) && short! <= long! * (1 + 1e-12));
    clipped.forEach((g, i) => assertAlmostEquals(g * long!, gradient[i]! * short!, 1e-6 * long!));
    assertEquals(gradient, before);
  }));
});

Deno.test("clipByValue() cuts each number by itself, and twice as once", () => {
  fc.assert(fc.property(vector, limit, (gradient, limit) => {
    const clipped = clipByValue(gradient, limit);
    clipped.forEach((g, i) => {
      assert(Math.abs(g) <= limit);
      if (Math.abs(gradient[i]!) <= limit) assertEquals(g, gradient[i]);
    });
    assertEquals(clipByValue(clipped, limit), clipped);
  }));
});

Deno.test("withClipping() cuts numbers first, then the whole: worked by hand", () => {
  const optimizer = withClipping(gradientDescent({ learningRate: 1 }), { value: 4, norm: 2.5 });
  const w = new Float64Array(2);
  const gradient = Float64Array.of(3, -1000); // cut to 3, −4, then halved
  const { step } = optimizer.update(gradient, optimizer.init(w), w);
  assertEquals(step, Float64Array.of(-1.5, 2));
  const state = optimizer.init(w);
  optimizer.updateInPlace(w, gradient, state);
  assertEquals([w, gradient], [step, Float64Array.of(3, -1000)]);
});

Deno.test("withWeightDecay() does what an L2 term in the loss does", () => {
  const { gradient, start } = quadratic({ conditionNumber: 5 });
  const penalised = (w: Float64Array) => gradient(w).map((g, i) => g + 0.3 * w[i]!);
  const decaying = withWeightDecay(adam(), 0.3);
  const plain = adam();
  const [a, b] = [start.slice(), start.slice()];
  const [ofA, ofB] = [decaying.init(a), plain.init(b)];
  for (let t = 0; t < 20; t++) {
    decaying.updateInPlace(a, gradient(a), ofA);
    plain.updateInPlace(b, penalised(b), ofB);
  }
  assertEquals(a, b);
});

Deno.test("withDecoupledDecay() takes its share at the rate of the schedule", () => {
  const rate = inverseTime({ initial: 0.5, rate: 1 });
  const optimizer = withDecoupledDecay(gradientDescent({ learningRate: rate }), 0.1);
  const w = Float64Array.of(1);
  const state = optimizer.init(w);
  for (let t = 0; t < 2; t++) optimizer.updateInPlace(w, Float64Array.of(0), state);
  assertAlmostEquals(w[0]!, (1 - 0.05) * (1 - 0.025), 1e-15);
});

Deno.test("averageOfIterates() is the mean from where it counts on", () => {
  const average = averageOfIterates({ from: 2 });
  let state = average.init(Float64Array.of(0));
  const means = [10, 20, 1, 2, 6].map((w) => {
    state = average.update(state, Float64Array.of(w));
    return state.mean[0]!;
  });
  assertEquals(means, [10, 20, 1, 1.5, 3]);
});

Deno.test("averageOfIterates() that forgets has weights that sum to 1 from the start", () => {
  const average = averageOfIterates({ decay: 0.5 });
  let state = average.init(Float64Array.of(0));
  const means = [8, 2].map((w) => {
    state = average.update(state, Float64Array.of(w));
    return state.mean[0]!;
  });
  assertEquals(means, [8, 4]); // (½ · 2 + ¼ · 8) / ¾
});

Deno.test("averaging brings noisy descent closer than its last point", () => {
  const prng = createPrng(1);
  const noisy = (w: Float64Array) => w.map((value) => value + prng.nextNormal());
  const options = {
    optimizer: gradientDescent({ learningRate: 0.3 }),
    steps: 2000,
    gradientTolerance: 0,
    average: averageOfIterates({ from: 100 }),
  };
  const { w, average } = minimize(() => 0, noisy, new Float64Array(20), options);
  assert(Math.hypot(...average!) < Math.hypot(...w) / 4);
});

Deno.test("miniBatches() shows every sample once an epoch, in another order each, by the seed", () => {
  const epochs = (seed: number) => {
    const next = miniBatches({ n: 10, batchSize: 4, prng: createPrng(seed) });
    return [0, 1].map(() => [0, 1, 2].map(() => [...next()]));
  };
  for (const epoch of epochs(3)) {
    assertEquals(epoch.map(({ length }) => length), [4, 4, 2]);
    assertEquals(epoch.flat().sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }
  const [first, second] = epochs(3);
  assert(`${first}` !== `${second}`);
  assertEquals(epochs(3), [first, second]);
  assert(`${epochs(4)}` !== `${epochs(3)}`);
});

Deno.test("stochastic() with all samples in a batch is the full gradient", () => {
  const numbers = [1, 5, 9];
  const gradient = stochastic(
    ([w], batch) => Float64Array.of(batch.reduce((sum, i) => sum + w! - numbers[i]!, 0)),
    { n: 3, batchSize: 3, prng: createPrng(0) },
  );
  for (let t = 0; t < 3; t++) assertEquals(gradient(Float64Array.of(0)), Float64Array.of(-15));
});

Deno.test("together() computes once for loss and gradient at one place", () => {
  let calls = 0;
  const { loss, gradient } = together(([w]) => {
    calls++;
    return { loss: w! ** 2, gradient: Float64Array.of(2 * w!) };
  });
  const w = Float64Array.of(3);
  assertEquals([loss(w), gradient(w)[0], loss(w.slice()), calls], [9, 6, 9, 1]);
  w[0] = 4; // changed in place: another point
  assertEquals([gradient(w)[0], calls], [8, 2]);
});

const mistakes: [() => unknown, string][] = [
  [
    () => clipByNorm(Float64Array.of(1), 0),
    "Cannot clip a gradient: limit must be a finite number",
  ],
  [() => clipByValue(Float64Array.of(1), NaN), "limit must be a finite number above 0, got NaN"],
  [
    () => withClipping(adam(), { norm: -1 }),
    "Cannot clip gradients: norm must be a finite number above 0, got -1",
  ],
  [() => withWeightDecay(adam(), -1), "weightDecay must be a finite number of at least 0, got -1"],
  [() => averageOfIterates({ decay: 1 }), "decay must be at least 0 and below 1, got 1"],
  [() => averageOfIterates({ from: -1 }), "from must be a whole number of at least 0, got -1"],
  [
    () => miniBatches({ n: 3, batchSize: 4, prng: createPrng(0) }),
    "Cannot make mini-batches: batchSize must be a whole number from 1 to 3, got 4",
  ],
];
for (const [make, message] of mistakes) {
  Deno.test(`a wrapper says: ${message}`, () => void assertThrows(make, RangeError, message));
}
