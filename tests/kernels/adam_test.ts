import { adam, type AdamStep } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, assertWithin, floats, range } from "./values.ts";

// float32 holds the settings exactly, so that only the steps' own rounding is left.
const STEP: AdamStep = {
  rate: Math.fround(0.01),
  beta1: Math.fround(0.9),
  beta2: Math.fround(0.999),
  epsilon: Math.fround(1e-7),
  scale: Math.fround(1 / (1 - 0.999 ** 3)),
};

type Data = { w: Float32Array; m: Float32Array; v: Float32Array; g: Float32Array };

function example(n: number): Data {
  const v = floats(n, 3).map((value) => value * value);
  return { w: floats(n, 1), m: floats(n, 2), v, g: floats(n, 4) };
}

function step(arena: Arena, { w, m, v, g }: Data, settings: AdamStep) {
  const n = w.length;
  const { rate, beta1, beta2, epsilon, scale } = settings;
  let [mAt, vAt] = [0, 0];
  const to = arena.run(n, (out) => {
    const from = arena.input(w);
    mAt = arena.inOut(m);
    vAt = arena.inOut(v);
    const gAt = arena.input(g);
    arena.kernels.adam(from, out, mAt, vAt, gAt, n, rate, beta1, beta2, epsilon, scale);
  });
  return { w: to, m: arena.floats(mAt, n), v: arena.floats(vAt, n) };
}

/** A dozen float32 roundings, each of at most 2⁻²⁴, of values no larger than the largest part. */
function check(arena: Arena, data: Data, settings: AdamStep, what: string): void {
  const actual = step(arena, data, settings);
  const expected = adam(data, { ...settings, g: data.g });
  const few = 12 * 2 ** -24;
  const change = (i: number) => Math.abs(expected.w[i]! - data.w[i]!);
  const mSize = (i: number) => Math.abs(data.m[i]!) + Math.abs(data.g[i]!);
  const lost = (i: number) => mSize(i) / Math.abs(expected.m[i]!); // where m's two parts cancel
  assertWithin(actual.m, expected.m, (i) => few * mSize(i), `${what}, m`);
  assertWithin(actual.v, expected.v, (i) => few * expected.v[i]!, `${what}, v`);
  const bound = (i: number) => few * (Math.abs(data.w[i]!) + change(i) * lost(i));
  assertWithin(actual.w, expected.w, bound, `${what}, w`);
}

for (const arena of arenas()) {
  for (const n of range(0, 17)) {
    Deno.test(`adam(), ${arena.build}, agrees with the plain loop for n = ${n}`, () => {
      check(arena, example(n), STEP, "bias-corrected root");
      check(arena, example(n), { ...STEP, scale: 1, epsilon: Math.fround(1e-3) }, "raw root");
      check(arena, example(n), { ...STEP, beta1: 0, beta2: 0.5 }, "no momentum");
    });
  }

  Deno.test(`adam(), ${arena.build}, leaves parameters as they are that never had a gradient`, () => {
    const zeros = new Float32Array(7);
    const w = Float32Array.of(1, -0, 0, 1e-45, 3e38, -1, 5);
    const after = step(arena, { w, m: zeros, v: zeros, g: zeros }, STEP);
    assertSame(after.w, w, "w");
    assertSame(after.m, zeros, "m");
    assertSame(after.v, zeros, "v");
  });

  Deno.test(`adam(), ${arena.build}, may write the new parameters over the old ones`, () => {
    for (const n of range(0, 9)) {
      const { w, m, v, g } = example(n);
      let at = 0;
      arena.run(0, () => {
        at = arena.inOut(w);
        const { rate, beta1, beta2, epsilon, scale } = STEP;
        const [mAt, vAt, gAt] = [arena.inOut(m), arena.inOut(v), arena.input(g)];
        arena.kernels.adam(at, at, mAt, vAt, gAt, n, rate, beta1, beta2, epsilon, scale);
      });
      const inPlace = arena.floats(at, n);
      assertSame(inPlace, step(arena, { w, m, v, g }, STEP).w, `n = ${n}`);
    }
  });

  Deno.test(`adam(), ${arena.build}, keeps a NaN gradient to its own parameter`, () => {
    for (const at of range(0, 6)) {
      const data = example(7);
      const clean = step(arena, data, STEP);
      const g = data.g.slice();
      g[at] = NaN;
      const after = step(arena, { ...data, g }, STEP);
      clean.w[at] = clean.m[at] = clean.v[at] = NaN;
      assertSame(after.w, clean.w, "w");
      assertSame(after.m, clean.m, "m");
      assertSame(after.v, clean.v, "v");
    }
  });

  Deno.test(`adam(), ${arena.build}, lets a moment go that nothing feeds any more`, () => {
    const m = Float32Array.of(1.18e-38, -1.18e-38, 1.4e-38, 1e-45, NaN);
    const [w, v, g] = [floats(5, 1), floats(5, 3).map((x) => x * x), new Float32Array(5)];
    const after = step(arena, { w, m, v, g }, STEP);
    assertSame(after.m, Float32Array.of(0, 0, m[2]! * STEP.beta1, 0, NaN), "m");
    assertSame(after.w.slice(0, 4), w.slice(0, 4), "w");
  });
}
