import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as optim from "descent/optim";
import type { Schedule } from "descent/optim";

/** Every schedule, falling from 1 to 0.1 or less where it falls, over 100 steps. */
const SCHEDULES: Record<string, Schedule> = {
  constant: optim.constant(1),
  stepDecay: optim.stepDecay({ initial: 1, factor: 0.5, every: 25 }),
  exponentialDecay: optim.exponentialDecay({ initial: 1, factor: 0.1, over: 100 }),
  inverseTime: optim.inverseTime({ initial: 1, rate: 0.1 }),
  polynomialDecay: optim.polynomialDecay({ initial: 1, final: 0.1, steps: 100, power: 2 }),
  cosine: optim.cosine({ initial: 1, final: 0.1, steps: 100 }),
  cosineRestarts: optim.cosineRestarts({ initial: 1, steps: 20 }),
  oneCycle: optim.oneCycle({ peak: 1, steps: 100 }),
  piecewise: optim.piecewise({ rates: [1, 0.5, 0.1], boundaries: [30, 60] }),
  withWarmUp: optim.withWarmUp(optim.cosine({ initial: 1, steps: 90 }), { steps: 10 }),
};

const RISING = ["cosineRestarts", "oneCycle", "withWarmUp"];

for (const [name, rate] of Object.entries(SCHEDULES)) {
  Deno.test(`${name}() stays between 0 and its highest rate`, () => {
    for (let t = 0; t <= 1000; t++) assert(rate(t) >= 0 && rate(t) <= 1, `${rate(t)} at ${t}`);
  });

  Deno.test(`${name}() depends on the step alone`, () => {
    assertEquals([99, 3, 50, 3].map(rate), [rate(99), rate(3), rate(50), rate(3)]);
  });

  if (RISING.includes(name)) continue;
  Deno.test(`${name}() never rises`, () => {
    for (let t = 1; t <= 1000; t++) assert(rate(t) <= rate(t - 1) + 1e-15, `at ${t}`);
  });
}

Deno.test("polynomialDecay() with cycle starts again over twice, then thrice the steps", () => {
  const rate = optim.polynomialDecay({ initial: 1, steps: 10, cycle: true });
  for (const [t, expected] of [[0, 1], [10, 0], [15, 0.25], [20, 0], [24, 0.2]] as const) {
    assertAlmostEquals(rate(t), expected, 1e-12);
  }
});

Deno.test("cosine() comes back as a wave where that is wanted", () => {
  const rate = optim.cosine({ initial: 1, final: 0.5, steps: 10, afterwards: "wave" });
  assertAlmostEquals(rate(20), 1);
  assertAlmostEquals(rate(15), 0.75);
});

// torch.optim.lr_scheduler.OneCycleLR(SGD, max_lr=0.5, total_steps=20, pct_start=0.25), torch 2.13.0
const ONE_CYCLE = [0.02, 0.09029437, 0.26, 0.42970563, 0.5, 0.49453692, 0.47838645, 0.45225444];

Deno.test("oneCycle() has PyTorch's rates", () => {
  const rate = optim.oneCycle({ peak: 0.5, steps: 20, rise: 0.25 });
  ONE_CYCLE.forEach((expected, t) => assertAlmostEquals(rate(t), expected, 1e-7));
  assertAlmostEquals(rate(19), 0.5 / 25 / 1e4);
  assertEquals(rate(500), rate(19));
});

Deno.test("withWarmUp() begins where it is told and hands over without a jump", () => {
  const rate = optim.withWarmUp(optim.constant(1), { steps: 4, from: 0.2 });
  [0.2, 0.4, 0.6, 0.8, 1, 1].forEach((expected, t) => assertAlmostEquals(rate(t), expected));
});

Deno.test("an optimiser takes its rate from the schedule, step by step", () => {
  const rates = [0.5, 0.25, 0];
  const optimizer = optim.gradientDescent({ learningRate: (t) => rates[t]! });
  const w = Float64Array.of(0);
  let state = optimizer.init(w);
  for (const rate of rates) {
    const taken = optimizer.update(Float64Array.of(-2), state, w);
    assertEquals(taken.step, Float64Array.of(2 * rate));
    state = taken.state;
  }
});

const mistakes: [() => unknown, string][] = [
  [() => optim.constant(-1), "constant: rate must be a finite number of at least 0, got -1"],
  [
    () => optim.stepDecay({ initial: 1, factor: 0.5, every: 0 }),
    "stepDecay: every must be a whole number of at least 1, got 0",
  ],
  [
    () => optim.exponentialDecay({ initial: 1, factor: 0 }),
    "exponentialDecay: factor must be a finite number above 0, got 0",
  ],
  [
    () => optim.inverseTime({ initial: 1, rate: -1 }),
    "inverseTime: rate must be a finite number of at least 0, got -1",
  ],
  [
    () => optim.polynomialDecay({ initial: 1, steps: 10, power: 0 }),
    "polynomialDecay: power must be a finite number above 0, got 0",
  ],
  [
    () => optim.cosine({ initial: NaN, steps: 10 }),
    "cosine: initial must be a finite number of at least 0, got NaN",
  ],
  [
    () => optim.cosineRestarts({ initial: 1, steps: 10, lengthen: 0.5 }),
    "cosineRestarts: lengthen must be a finite number of at least 1, got 0.5",
  ],
  [
    () => optim.oneCycle({ peak: 1, steps: 1 }),
    "oneCycle: steps must be a whole number of at least 2, got 1",
  ],
  [() => optim.oneCycle({ peak: 1, steps: 9, rise: 1 }), "oneCycle: rise must be between 0 and 1"],
  [
    () => optim.piecewise({ rates: [1], boundaries: [5] }),
    "piecewise: there must be one rate more than boundaries, got 1 rates and 1 boundaries",
  ],
  [
    () => optim.piecewise({ rates: [1, -2], boundaries: [5] }),
    "piecewise: rates[1] must be a finite number of at least 0, got -2",
  ],
  [
    () => optim.piecewise({ rates: [1, 2, 3], boundaries: [5, 5] }),
    "piecewise: boundaries must rise, got [5, 5]",
  ],
  [
    () => optim.withWarmUp(optim.constant(1), { steps: 0 }),
    "withWarmUp: steps must be a whole number of at least 1, got 0",
  ],
];
for (const [make, message] of mistakes) {
  Deno.test(`a schedule says: ${message}`, () => {
    assertThrows(make, RangeError, `Cannot create the schedule ${message}`);
  });
}
