import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { clipGrad } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

const bounds = { low: -0.25, high: 0.5 };

for (const arena of arenas()) {
  const { kernels, build } = arena;
  const grad = (dy: Float32Array, x: Float32Array) =>
    arena.run(x.length, (dx) => {
      const [dyAt, xAt] = [arena.input(dy), arena.input(x)];
      kernels.clipGrad(dyAt, xAt, dx, x.length, bounds.low, bounds.high);
    });

  Deno.test(`clipGrad(), ${build}, equals the plain loop at any length`, () => {
    for (const n of range(0, 9)) {
      const [dy, x] = [floats(n, 1), floats(n, 2)];
      assertSame(grad(dy, x), clipGrad(dy, x, bounds), `n = ${n}`);
    }
  });

  Deno.test(`clipGrad(), ${build}, at bounds, NaN and infinities, in lanes and tail`, () => {
    for (const at of [NaN, -0, -0.25, 0.5, Infinity, -Infinity]) {
      const x = new Float32Array(7).fill(at);
      assertSame(grad(floats(7, 1), x), clipGrad(floats(7, 1), x, bounds), `x = ${at}`);
    }
  });

  Deno.test(`clipGrad(), ${build}, may write over its input`, () => {
    const [dy, x] = [floats(7, 1), floats(7, 2)];
    let at = 0;
    arena.run(0, () => {
      at = arena.inOut(dy);
      kernels.clipGrad(at, arena.input(x), at, 7, bounds.low, bounds.high);
    });
    assertSame(arena.floats(at, 7), clipGrad(dy, x, bounds), "dy");
  });
}

const GRADIENTS: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  "first": tf.grad((x) => tf.square(tf.clipByValue(x, -1, 2))),
  "second": tf.grad(tf.grad((x) => tf.pow(tf.clipByValue(x, -1, 2), 3))),
};

for (const [order, gradient] of Object.entries(GRADIENTS)) {
  Deno.test(`the ${order} gradient of tf.clipByValue() is the same on WASM and in JavaScript`, async () => {
    const values: number[][] = [];
    for (const backend of ["wasm", "cpu"] as const) {
      await useBackend(backend);
      const x = tf.tensor1d([-3, -1, -0.5, 0, 1.5, 2, 5]);
      values.push(Array.from(tf.tidy(() => gradient(x).dataSync())));
      x.dispose();
    }
    assertEquals(values[0], values[1]);
  });
}
