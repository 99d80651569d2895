import { activate, activateGrad, ACTIVATION_KINDS } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, assertWithin, floats, range } from "./values.ts";

for (const [kind, name] of ACTIVATION_KINDS.entries()) {
  Deno.test(`the plain activateGrad() is what finite differences give: ${name}`, () => {
    const x = Float64Array.of(-3, -1.5, -0.1, 0.2, 1, 2.4, 3);
    const h = 1e-6;
    const differences = activate(x.map((v) => v + h), kind).map((up, i) =>
      (up - activate([x[i]! - h], kind)[0]!) / (2 * h)
    );
    const slopes = activateGrad(new Float64Array(7).fill(1), activate(x, kind), kind);
    assertWithin(slopes, differences, () => 1e-8, name);
  });
}

for (const arena of arenas()) {
  const { kernels, build } = arena;

  for (const [kind, name] of ACTIVATION_KINDS.entries()) {
    Deno.test(`activateGrad(), ${build}, agrees with the plain loop: ${name}`, () => {
      for (const n of range(0, 9)) {
        const [dy, more] = [floats(n, 1), floats(n, 2)];
        const y = Float32Array.from(activate(floats(n, 3), kind));
        for (const second of [undefined, more]) {
          const actual = arena.run(n, (out) => {
            const at = second ? arena.input(second) : 0;
            kernels.activateGrad(arena.input(dy), at, arena.input(y), out, n, kind);
          });
          assertWithin(actual, activateGrad(dy, y, kind, second), () => 4 * 2 ** -23, `n = ${n}`);
        }
      }
    });
  }

  Deno.test(`activateGrad(), ${build}, gives nothing at corners, and may write over its input`, () => {
    const y = Float32Array.of(0, 1, 0, 1, 0, 1, 0);
    let at = 0;
    arena.run(0, () => {
      at = arena.inOut(y);
      kernels.activateGrad(at, 0, at, at, 7, 4);
    });
    assertSame(arena.floats(at, 7), new Float32Array(7), "hard sigmoid");
  });
}
