import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import * as optim from "descent/optim";
import { minimize, type Optimizer, type TestFunction } from "descent/optim";
import { BASINS, HARD, KINDS, REACHABLE, SEARCHERS } from "./kinds.ts";

const kinds = Object.entries(KINDS);

/** A few steps with the gradients given, in the pure form; the parameters after each. */
function walk(optimizer: Optimizer, start: Float64Array, gradients: Float64Array[]) {
  const path = [start];
  let state = optimizer.init(start);
  for (const gradient of gradients) {
    const w = path.at(-1)!;
    const taken = optimizer.update(gradient, state, w);
    state = taken.state;
    path.push(w.map((value, i) => value + taken.step[i]!));
  }
  return path;
}

const GRADIENTS = [[1, -2], [0.5, 0], [-3, 1e-3], [0, 0], [1e3, -1]].map((g) =>
  Float64Array.from(g)
);
const START = Float64Array.of(0.5, -1);

/** How far the loss is above the lowest there is, relative to where it began. */
function left(fn: TestFunction, w: Float64Array): number {
  return (fn.loss(w) - fn.minimum) / (fn.loss(fn.start) - fn.minimum);
}

Deno.test("the tables of these tests name every optimiser of mod.ts", () => {
  const settings = { learningRate: 1, hessian: (w: Float64Array) => w, conditionNumber: 1 };
  const found = Object.entries(optim).filter(([name, value]) => {
    if (name === "minimizeAsync") return false;
    try {
      const made = (value as (options: unknown) => unknown)(settings);
      return typeof made === "object" && made !== null && "updateInPlace" in made;
    } catch {
      return false; // a class, or what needs other arguments
    }
  }).map(([name]) => name);
  assertEquals(found.sort(), [...Object.keys(KINDS), ...Object.keys(SEARCHERS)].sort());
});

for (const [name, { make, steep, steps = 4000 }] of kinds) {
  for (const { fn, start, minimum } of BASINS) {
    Deno.test(`${name}() reaches [${minimum}] from [${start}] on ${fn.name}`, () => {
      const options = { steps: 200_000, gradientTolerance: 1e-6, path: false, traceEvery: 1000 };
      const optimizer = make(steep);
      const { w, stoppedBy } = minimize(fn.loss, fn.gradient, start, { ...options, optimizer });
      assertEquals(stoppedBy, "gradient");
      w.forEach((value, i) => assertAlmostEquals(value, minimum[i]!, 1e-4));
    });
  }

  for (const fn of REACHABLE) {
    Deno.test(`${name}() reaches the minimum of ${fn.name}`, () => {
      const options = { optimizer: make(), steps, gradientTolerance: 1e-6, path: false };
      const { w } = minimize(fn.loss, fn.gradient, fn.start, options);
      assert(left(fn, w) < 1e-6, `still ${left(fn, w)} of the way up, at ${w}`);
    });
  }

  Deno.test(`${name}() does the same in place, and leaves its arguments alone when pure`, () => {
    const optimizer = make();
    const gradients = GRADIENTS.map((g) => g.slice());
    const path = walk(optimizer, START.slice(), gradients);
    assertEquals(gradients, GRADIENTS);
    assertEquals(path[0], START);
    const w = START.slice();
    const state = optimizer.init(w);
    GRADIENTS.forEach((gradient, t) => {
      optimizer.updateInPlace(w, gradient, state);
      w.forEach((value, i) => assertAlmostEquals(value, path[t + 1]![i]!, 1e-12));
    });
  });

  Deno.test(`${name}() takes the state for what it is: the same one twice gives the same step`, () => {
    const optimizer = make();
    let state = optimizer.init(START);
    for (const gradient of GRADIENTS) {
      const [once, again] = [0, 1].map(() => optimizer.update(gradient, state, START));
      assertEquals(once, again);
      state = once!.state;
    }
    assertEquals(JSON.parse(JSON.stringify(state)).t, GRADIENTS.length); // and is plain data
  });

  Deno.test(`${name}() moves each parameter by its own gradients alone`, () => {
    const gradient = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(fc.property(gradient, (values) => {
      const together = walk(
        make(),
        Float64Array.of(1, 2),
        values.map((g) => Float64Array.of(g, 3)),
      );
      const alone = walk(make(), Float64Array.of(1), values.map((g) => Float64Array.of(g)));
      assertEquals(together.map(([w]) => w), alone.map(([w]) => w));
    }));
  });

  Deno.test(`${name}() goes down a slope it has always seen, and nowhere without one`, () => {
    const down = walk(make(0.1), Float64Array.of(0), Array(5).fill(Float64Array.of(2)));
    for (let t = 1; t < down.length; t++) assert(down[t]![0]! < down[t - 1]![0]!);
    const still = walk(make(0.1), Float64Array.of(0), Array(5).fill(Float64Array.of(0)));
    assertEquals(still.at(-1)![0]! + 0, 0);
  });

  Deno.test(`${name}() makes no step while a schedule says 0, and half as long a one at half the rate`, () => {
    const gradient = Float64Array.of(3, -0.5);
    const w = new Float64Array(2); // at 0, where nothing decays
    const step = (rate: number) => {
      const optimizer = make(() => rate);
      return optimizer.update(gradient, optimizer.init(w), w).step;
    };
    step(0).forEach((value) => assertEquals(value + 0, 0));
    const [whole, half] = [step(1), step(0.5)];
    whole.forEach((value, i) => assertAlmostEquals(half[i]!, value / 2, 1e-15));
  });

  Deno.test(`${name}() refuses a learning rate that is none`, () => {
    for (const rate of [0, -1, NaN, Infinity]) {
      assertThrows(
        () => make(rate),
        RangeError,
        `learningRate must be a finite number above 0, or a schedule, got ${rate}`,
      );
    }
    const optimizer = make(() => NaN);
    assertThrows(
      () => optimizer.update(GRADIENTS[0]!, optimizer.init(START), START),
      RangeError,
      "the schedule must give a finite rate of at least 0 after 0 steps, got NaN",
    );
  });

  Deno.test(`${name}() refuses a gradient of another length`, () => {
    const optimizer = make();
    const message = "gradient and parameters must have one length, got 1 and 2";
    const short = Float64Array.of(1);
    const state = optimizer.init(START);
    assertThrows(() => optimizer.updateInPlace(START.slice(), short, state), RangeError, message);
  });
}

for (const [name, make] of Object.entries(SEARCHERS)) {
  for (const fn of [...REACHABLE, ...HARD]) {
    Deno.test(`${name}() reaches the minimum of ${fn.name}, and never goes up`, () => {
      const optimizer = make(fn);
      const found = minimize(fn.loss, fn.gradient, fn.start, { optimizer, steps: 30_000 });
      assert(left(fn, found.w) < 1e-9, `still ${left(fn, found.w)} of the way up, at ${found.w}`);
      const { loss } = found.trace;
      for (let i = 1; i < loss.length; i++) assert(loss[i]! <= loss[i - 1]!);
    });
  }

  Deno.test(`${name}() needs the loss beside the gradient`, () => {
    const optimizer = make(REACHABLE[0]!);
    const w = Float64Array.of(1);
    assertThrows(
      () => optimizer.update(w, optimizer.init(w), w),
      TypeError,
      `Cannot update by ${name}: it searches along a line and needs the loss as fourth argument`,
    );
  });

  Deno.test(`${name}() does the same in place as when pure`, () => {
    const fn = HARD[0]!;
    const optimizer = make(fn);
    const w = fn.start.slice();
    const inPlace = optimizer.init(w);
    let state = optimizer.init(w);
    for (let t = 0; t < 10; t++) {
      const before = w.slice();
      const pure = optimizer.update(fn.gradient(before), state, before, fn);
      state = pure.state;
      optimizer.updateInPlace(w, fn.gradient(before), inPlace, fn);
      assertEquals(w, before.map((value, i) => value + pure.step[i]!));
    }
    assertEquals(inPlace, state);
  });
}

const mistakes: [() => unknown, string][] = [
  [
    () => optim.momentum({ learningRate: 1, beta: 1 }),
    "beta must be at least 0 and below 1, got 1",
  ],
  [
    () => optim.momentum({ learningRate: 1, dampening: -1 }),
    "dampening must be at least 0 and below 1, got -1",
  ],
  [() => optim.nesterov({ learningRate: 1, beta: NaN }), "beta must be at least 0 and below 1"],
  [
    () => optim.adam({ beta1: 1 }),
    "Cannot create adam: beta1 must be at least 0 and below 1, got 1",
  ],
  [() => optim.adam({ epsilon: 0 }), "epsilon must be a finite number above 0, got 0"],
  [() => optim.amsgrad({ beta2: 2 }), "Cannot create amsgrad: beta2 must be"],
  [() => optim.rmsprop({ rho: -0.1 }), "rho must be at least 0 and below 1, got -0.1"],
  [
    () => optim.adagrad({ initialSum: -1 }),
    "initialSum must be a finite number of at least 0, got -1",
  ],
  [() => optim.adadelta({ epsilon: 0 }), "epsilon must be a finite number above 0, got 0"],
  [
    () => optim.adamw({ weightDecay: -1 }),
    "weightDecay must be a finite number of at least 0, got -1",
  ],
  [
    () => optim.withDecoupledDecay(optim.lbfgs(), 0.1),
    "Cannot add weight decay: an optimiser with a learning rate is needed, got lbfgs",
  ],
  [() => optim.lbfgs({ memory: 0 }), "memory must be a whole number of at least 1, got 0"],
  [() => optim.backtracking({ first: 0 }), "first must be a finite number above 0, got 0"],
];
for (const [make, message] of mistakes) {
  Deno.test(`an optimiser says: ${message}`, () => void assertThrows(make, RangeError, message));
}
