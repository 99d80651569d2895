import * as tf from "@tensorflow/tfjs";
import { sqrt } from "../../lib/kernels/reference/mod.ts";
import { useBackend } from "descent/backend";
import { assertEquals } from "@std/assert";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

for (const arena of arenas()) {
  const { kernels, build } = arena;
  const roots = (x: Float32Array) =>
    arena.run(x.length, (out) => kernels.sqrt(arena.input(x), out, x.length));

  // 0 to 9: no vector, one, two, and every length of tail.
  for (const n of range(0, 9)) {
    Deno.test(`sqrt(), ${build}, equals the plain loop for n = ${n}`, () => {
      const x = floats(n, 1).map(Math.abs);
      assertSame(roots(x), sqrt(x), "out");
    });
  }

  Deno.test(`sqrt(), ${build}, keeps −0 and Infinity and gives NaN below 0, in lanes and tail`, () => {
    for (const x of [-0, 0, 1e-45, Infinity, -1, NaN]) {
      const all = new Float32Array(7).fill(x);
      assertSame(roots(all), sqrt(all), `x = ${x}`);
    }
  });
}

Deno.test("tf.sqrt() on the WASM backend takes floats of any shape", async () => {
  await useBackend("wasm");
  tf.tidy(() => {
    assertEquals([...tf.sqrt(tf.tensor2d([[4, 9, 16]])).dataSync()], [2, 3, 4]);
    assertEquals(tf.sqrt(tf.zeros([0, 3])).shape, [0, 3]);
  });
});
