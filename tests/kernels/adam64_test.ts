import { assertEquals, assertThrows } from "@std/assert";
import { createFloat64Space, loadKernels } from "descent/kernels";
import { adam } from "descent/optim";
import { adam64, type AdamStep } from "../../lib/kernels/reference/mod.ts";
import { range } from "./values.ts";

const STEP: AdamStep = { rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, scale: 1 / 0.003 };

/** Numbers between two arrays, more than a turn of the loop; odd, so that alignments vary. */
const GAP = 3;

/** w, m, v and g, shape `(n)` each. */
function example(n: number) {
  const wave = (k: number) =>
    Float64Array.from({ length: n }, (_, i) => Math.sin(k + 7 * i + k * i));
  return { w: wave(1), m: wave(2), v: wave(3).map((value) => value * value), g: wave(4) };
}

/** One call with NaN before, between and behind the arrays, the last of which ends the memory. */
function step(relaxed: boolean, given: ReturnType<typeof example>, settings = STEP) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { kernels } = loadKernels(memory, relaxed);
  const all = new Float64Array(memory.buffer).fill(NaN);
  const n = given.w.length;
  const place = (k: number) => all.length - k * n - (k - 1) * GAP;
  const order = [given.w, given.m, given.v, given.g];
  order.forEach((values, k) => all.set(values, place(k + 1)));
  const [w, m, v, g] = order.map((_, k) => place(k + 1)) as [number, number, number, number];
  const { rate, beta1, beta2, epsilon, scale } = settings;
  kernels.adam64(8 * w, 8 * m, 8 * v, 8 * g, n, rate, beta1, beta2, epsilon, scale);
  const numbers = all.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  assertEquals(numbers, 4 * n, "nothing beside the arrays may be written");
  const read = (at: number) => all.slice(at, at + n);
  assertEquals(read(g), given.g);
  return { w: read(w), m: read(m), v: read(v) };
}

for (const relaxed of [false, true]) {
  for (const n of range(0, 9)) {
    Deno.test(`adam64(), ${relaxed ? "relaxed" : "plain"}, is the plain loop bit for bit, n = ${n}`, () => {
      for (const settings of [STEP, { ...STEP, beta1: 0, beta2: 0.5, scale: 1 }]) {
        const given = example(n);
        assertEquals(step(relaxed, given, settings), adam64(given, { ...settings, g: given.g }));
      }
    });
  }
}

Deno.test("adam({ space }) goes the way of adam() bit for bit, at odd and even lengths", () => {
  for (const d of [1, 2, 7, 64]) {
    const space = createFloat64Space(4 * d);
    const [w, g] = [space.allocate(d), space.allocate(d)];
    const [fast, plain] = [adam({ space }), adam()];
    const state = fast.init(w);
    const beside = new Float64Array(d);
    const stateBeside = plain.init(beside);
    for (let t = 0; t < 20; t++) {
      for (let i = 0; i < d; i++) g[i] = Math.sin(t * i + i) * 10 ** (i % 5 - 2);
      fast.updateInPlace(w, g, state);
      plain.updateInPlace(beside, g.slice(), stateBeside);
    }
    assertEquals(w.slice(), beside);
    assertEquals(state.m.slice(), stateBeside.m);
  }
});

Deno.test("adam({ space }) takes parameters that lie elsewhere, and stays pure", () => {
  const space = createFloat64Space(8);
  const optimizer = adam({ space });
  const w = Float64Array.of(1, -2);
  const state = optimizer.init(w);
  const { step } = optimizer.update(Float64Array.of(3, 4), state, w);
  assertEquals([state.t, state.m.slice()], [0, new Float64Array(2)]);
  const plain = adam();
  assertEquals(step, plain.update(Float64Array.of(3, 4), plain.init(w), w).step);
});

Deno.test("createFloat64Space() says how much room there is", () => {
  const space = createFloat64Space(10);
  const first = space.allocate(4);
  assertEquals([space.holds(first), space.holds(new Float64Array(4))], [true, false]);
  const message = "Cannot allocate a vector: there is room for 6 of 10 numbers, got 7";
  assertThrows(() => space.allocate(7), RangeError, message);
  assertEquals(space.allocate(6), new Float64Array(6));
  assertThrows(
    () => createFloat64Space(0),
    RangeError,
    "Cannot create a Float64Space: numbers must be a whole number from 1 to 268435456, got 0",
  );
});
