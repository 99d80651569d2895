import { adadelta } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, assertWithin, floats, range } from "./values.ts";

const STEP = { rate: Math.fround(0.7), rho: Math.fround(0.95), epsilon: Math.fround(1e-7) };

for (const arena of arenas()) {
  const step = (data: Record<"w" | "v" | "d" | "g", Float32Array>) => {
    const n = data.w.length;
    let at: number[] = [];
    arena.run(0, () => {
      at = [data.w, data.v, data.d].map(arena.inOut);
      const { rate, rho, epsilon } = STEP;
      const g = arena.input(data.g);
      arena.kernels.adadelta(at[0]!, at[1]!, at[2]!, g, n, rate, rho, epsilon);
    });
    const [w, v, d] = at.map((address) => arena.floats(address, n));
    return { w: w!, v: v!, d: d! };
  };

  Deno.test(`adadelta(), ${arena.build}, agrees with the plain loop`, () => {
    for (const n of range(0, 9)) {
      const square = (x: number) => x * x;
      const [v, d] = [floats(n, 2).map(square), floats(n, 3).map((x) => 1e-4 * square(x))];
      const data = { w: floats(n, 1), v, d, g: floats(n, 4) };
      const actual = step(data);
      const expected = adadelta(data, { ...STEP, g: data.g });
      const few = 12 * 2 ** -24;
      assertWithin(actual.v, expected.v, (i) => few * expected.v[i]!, `v, n = ${n}`);
      assertWithin(actual.d, expected.d, (i) => few * expected.d[i]!, `d, n = ${n}`);
      assertWithin(actual.w, expected.w, () => few, `w, n = ${n}`);
    }
  });

  Deno.test(`adadelta(), ${arena.build}, leaves parameters as they are that never had a gradient`, () => {
    const zeros = new Float32Array(7);
    const w = Float32Array.of(1, -0, 0, 1e-45, 3e38, -1, 5);
    assertSame(step({ w, v: zeros, d: zeros, g: zeros }).w, w, "w");
  });
}
