import { adamBySteps, type AdamNumbers } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

const NUMBERS = Object.fromEntries(
  Object.entries({
    ...{ beta1: 0.9, rest1: 1 - 0.9, beta2: 0.999, rest2: 1 - 0.999 },
    ...{ left1: 1 - 0.9 ** 3, left2: 1 - 0.999 ** 3, epsilon: 1e-7, rate: -0.001 },
  }).map(([name, value]) => [name, Math.fround(value)]),
) as AdamNumbers;

for (const arena of arenas()) {
  const run = (
    w: Float32Array,
    m: Float32Array,
    v: Float32Array,
    g: Float32Array,
    numbers = NUMBERS,
  ) => {
    const n = w.length;
    const { beta1, rest1, beta2, rest2, left1, left2, epsilon, rate } = numbers;
    let moments: number[] = [];
    const to = arena.run(n, (to) => {
      const from = [w, m, v, g].map((values) => arena.input(values));
      moments = [arena.scratch(n), arena.scratch(n)];
      const places = [...from, to, ...moments] as [
        ...[number, number, number, number, number, number, number],
      ];
      const settings = [beta1, rest1, beta2, rest2, left1, left2, epsilon, rate] as const;
      arena.kernels.adamBySteps(...places, n, ...settings);
    });
    const [mAt, vAt] = moments as [number, number];
    return { w: to, m: arena.floats(mAt, n), v: arena.floats(vAt, n) };
  };

  Deno.test(`adamBySteps(), ${arena.build}, has the plain loop's bits at any length`, () => {
    for (const n of range(0, 17)) {
      const v = floats(n, 3).map((value) => value * value);
      const state = { w: floats(n, 1), m: floats(n, 2), v, g: floats(n, 4) };
      const expected = adamBySteps(state, NUMBERS);
      const actual = run(state.w, state.m, state.v, state.g);
      for (const name of ["w", "m", "v"] as const) {
        assertSame(actual[name], expected[name], `${name}, n = ${n}`);
      }
    }
  });

  Deno.test(`adamBySteps(), ${arena.build}, of zeros, tiny and huge gradients, NaN and infinity`, () => {
    for (const value of [0, -0, 1e-30, 1e25, NaN, Infinity]) {
      const [zeros, g] = [new Float32Array(7), new Float32Array(7).fill(value)];
      const state = { w: floats(7, 1), m: zeros, v: zeros, g };
      const expected = adamBySteps(state, NUMBERS);
      const actual = run(state.w, state.m, state.v, state.g);
      for (const name of ["w", "m", "v"] as const) {
        assertSame(actual[name], expected[name], `${name}, g = ${value}`);
      }
    }
  });

  Deno.test(`adamBySteps(), ${arena.build}, has the plain loop's bits once nothing is corrected`, () => {
    for (const n of range(0, 9)) {
      const v = floats(n, 3).map((value) => value * value);
      const state = { w: floats(n, 1), m: floats(n, 2), v, g: floats(n, 4) };
      const late = { ...NUMBERS, left1: 1 };
      assertSame(run(state.w, state.m, v, state.g, late).w, adamBySteps(state, late).w, `n = ${n}`);
    }
  });

  Deno.test(`adamBySteps(), ${arena.build}, lets a moment go that nothing feeds any more`, () => {
    const [w, v, zeros] = [floats(6, 1), floats(6, 3).map((x) => x * x), new Float32Array(6)];
    // 2⁻¹²⁶ is 1.1755e-38: nine tenths of it are less.
    const m = Float32Array.of(1.18e-38, -1.18e-38, 1.4e-38, -1.4e-38, 1e-45, NaN);
    const after = run(w, m, v, zeros);
    const fed = m.map((value) => value * NUMBERS.beta1);
    assertSame(after.m, Float32Array.of(0, 0, fed[2]!, fed[3]!, 0, NaN), "m");
    assertSame(after.w.slice(0, 5), w.slice(0, 5), "w");
  });
}
