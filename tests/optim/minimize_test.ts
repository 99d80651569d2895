import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  adam,
  averageOfIterates,
  DivergenceError,
  gradientDescent,
  lbfgs,
  minimize,
  minimizeAsync,
  type MinimizeOptions,
  quadratic,
  stepDecay,
} from "descent/optim";

const square = ([w]: Float64Array) => w! * w!;
const slope = ([w]: Float64Array) => Float64Array.of(2 * w!);
const ONE = Float64Array.of(1);

/** Steps of a quarter of the slope halve w: 1, ½, ¼ … */
const halving = gradientDescent({ learningRate: 0.25 });
const run = (options: Partial<MinimizeOptions>, start = ONE) =>
  minimize(square, slope, start, { optimizer: halving, ...options });

Deno.test("minimize() traces parameters, loss, gradient and step: worked by hand", () => {
  const start = ONE.slice();
  const { w, loss, gradientNorm, steps, stoppedBy, converged, trace } = run({ steps: 2 }, start);
  assertEquals([w[0], loss, gradientNorm, steps, stoppedBy, converged], [
    0.25,
    0.0625,
    0.5,
    2,
    "steps",
    false,
  ]);
  assertEquals(trace, {
    step: [0, 1, 2],
    w: [1, 0.5, 0.25].map((w) => Float64Array.of(w)),
    loss: [1, 0.25, 0.0625],
    gradientNorm: [2, 1, 0.5],
    stepSize: [0, 0.5, 0.25],
  });
  assertEquals(start, ONE);
});

const stops: [string, Partial<MinimizeOptions>, number, boolean][] = [
  ["gradient", { gradientTolerance: 0.3 }, 3, true], // slopes 2, 1, ½, ¼
  ["change", { changeTolerance: 0.125 }, 3, true], // steps ½, ¼, ⅛
  ["loss", { lossTarget: 0.1 }, 2, true], // losses 1, ¼, 1/16
  ["steps", { steps: 7 }, 7, false],
  ["steps", { steps: 0 }, 0, false],
  ["time", { timeMs: 0 }, 0, false],
  ["signal", { signal: AbortSignal.abort() }, 0, false],
];
for (const [reason, options, steps, converged] of stops) {
  Deno.test(`minimize() stops by ${reason} after ${steps} steps, ${JSON.stringify(options)}`, () => {
    const found = run(options);
    assertEquals([found.stoppedBy, found.steps, found.converged], [reason, steps, converged]);
    assertEquals(found.trace.step.at(-1), steps);
  });
}

Deno.test("minimize() lets onStep raise the signal, and keeps what was reached", () => {
  const controller = new AbortController();
  const onStep = (step: number) => step === 3 && controller.abort();
  const found = run({ signal: controller.signal, onStep: (step) => void onStep(step) });
  assertEquals([found.stoppedBy, found.steps, found.w[0]], ["signal", 3, 1 / 8]);
});

Deno.test("minimize() looks at the loss as seldom as it is told, and always at the end", () => {
  let asked = 0;
  const loss = (w: Float64Array) => (asked++, square(w));
  const options = { optimizer: halving, steps: 10, traceEvery: 4, path: false };
  const { trace, loss: last } = minimize(loss, slope, ONE, options);
  assertEquals([trace.step, asked, trace.w, last], [[0, 4, 8, 10], 4, [], 4 ** -10]);
});

Deno.test("minimize() averages the iterates where that is wanted", () => {
  const found = run({ steps: 3, average: averageOfIterates() });
  assertAlmostEquals(found.average![0]!, (1 / 2 + 1 / 4 + 1 / 8) / 3);
  assertEquals("average" in run({ steps: 3 }), false);
});

Deno.test("minimize() stops where a line search finds nothing lower", () => {
  // The slope points the wrong way: no step makes the loss fall.
  const options = { optimizer: lbfgs() };
  const found = minimize(square, ([w]) => Float64Array.of(-2 * w!), ONE, options);
  assertEquals([found.stoppedBy, found.steps, found.w[0]], ["change", 1, 1]);
});

Deno.test("minimize() tells of divergence: step, learning rate, and the way there", () => {
  const optimizer = gradientDescent({ learningRate: 2 }); // w is multiplied by −3
  const error = assertThrows(() => run({ optimizer, divergedAbove: 1e3 }), DivergenceError);
  assertEquals(
    error.message,
    "Cannot minimize by gradientDescent: it diverged; a learningRate below 2 may mend it, " +
      "got a loss of 6561 at step 4", // 3⁸
  );
  assertEquals([error.step, error.learningRate, error.trace.loss], [4, 2, [1, 9, 81, 729]]);
});

Deno.test("minimize() names the rate that the schedule had", () => {
  const optimizer = gradientDescent({
    learningRate: stepDecay({ initial: 4, factor: 0.5, every: 1 }),
  });
  const error = assertThrows(() => run({ optimizer, divergedAbove: 100 }), DivergenceError);
  assertEquals([error.step, error.learningRate], [2, 2]); // w: 1, −7, 21
});

const broken: [string, () => number, () => Float64Array, string][] = [
  ["a loss of NaN", () => NaN, () => ONE, "a loss of NaN at step 0"],
  ["an endless fall", () => -Infinity, () => ONE, "a loss of -Infinity at step 0"],
  ["a gradient of NaN", () => 1, () => Float64Array.of(NaN), "a gradient of length NaN at step 0"],
];
for (const [what, loss, gradient, got] of broken) {
  Deno.test(`minimize() does not begin with ${what}`, () => {
    assertThrows(
      () => minimize(loss, gradient, ONE, { optimizer: adam() }),
      DivergenceError,
      `Cannot minimize by adam: loss and gradient must be finite at the start, got ${got}`,
    );
  });
}

Deno.test("minimize() never ends in NaN, whatever the learning rate", () => {
  const { loss, gradient, start } = quadratic({ conditionNumber: 100 });
  for (let power = -6; power <= 6; power++) {
    const optimizer = gradientDescent({ learningRate: 10 ** power });
    try {
      const { w } = minimize(loss, gradient, start, { optimizer, divergedAbove: 1e300 });
      assert(w.every(Number.isFinite));
    } catch (error) {
      assert(error instanceof DivergenceError && error.learningRate === 10 ** power);
      assert(error.trace.loss.every(Number.isFinite));
    }
  }
});

const mistakes: [Partial<MinimizeOptions>, string][] = [
  [{ steps: -1 }, "steps must be a whole number of at least 0, got -1"],
  [{ traceEvery: 0 }, "traceEvery must be a whole number of at least 1, got 0"],
  [{ gradientTolerance: NaN }, "gradientTolerance must be a finite number of at least 0, got NaN"],
  [{ changeTolerance: -1 }, "changeTolerance must be a finite number of at least 0, got -1"],
  [{ timeMs: -1 }, "timeMs must be a finite number of at least 0, got -1"],
  [{ divergedAbove: 0 }, "divergedAbove must be a finite number above 0, got 0"],
];
for (const [options, message] of mistakes) {
  Deno.test(`minimize() says: ${message}`, () => {
    assertThrows(() => run(options), RangeError, `Cannot minimize: ${message}`);
  });
}

Deno.test("minimize() says what the start must be", () => {
  const message = "Cannot minimize: start must hold finite numbers, at least one, got";
  assertThrows(() => run({}, new Float64Array(0)), RangeError, `${message} []`);
  assertThrows(() => run({}, Float64Array.of(1, NaN)), RangeError, `${message} [1, NaN]`);
  const list = [1] as unknown as Float64Array<ArrayBuffer>;
  assertThrows(() => run({}, list), TypeError, "start must be a Float64Array, got [1]");
});

Deno.test("minimizeAsync() gives the same result, and lets a timer raise the signal", async () => {
  const options = { optimizer: halving, steps: 5 };
  assertEquals(await minimizeAsync(square, slope, ONE, options), run(options));
  const endless = { optimizer: halving, gradientTolerance: 0, steps: 1e9, traceEvery: 1e6 };
  const signal = AbortSignal.timeout(5);
  const found = await minimizeAsync(square, slope, ONE, { ...endless, signal });
  assertEquals(found.stoppedBy, "signal");
  const diverging = { optimizer: gradientDescent({ learningRate: 9 }) };
  await assertRejects(() => minimizeAsync(square, slope, ONE, diverging), DivergenceError);
});
