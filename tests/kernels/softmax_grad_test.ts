import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { softmaxGrad } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertWithin, floats, range } from "./values.ts";

/** What the kernel's contract allows. */
function bound(dy: Float32Array, y: Float32Array, columns: number): (i: number) => number {
  return (i) => {
    const at = i - i % columns;
    let sum = Math.abs(dy[i]!);
    for (let c = at; c < at + columns; c++) sum += Math.abs(dy[c]! * y[c]!);
    return (columns + 2) * 2 ** -23 * sum * Math.abs(y[i]!);
  };
}

for (const arena of arenas()) {
  const { kernels, build } = arena;

  Deno.test(`softmaxGrad(), ${build}, agrees with the plain loop at any size`, () => {
    for (const rows of [0, 1, 3]) {
      for (const columns of [...range(0, 9), 17]) {
        const n = rows * columns;
        const [dy, y] = [floats(n, 1), floats(n, 2)];
        const dx = arena.run(n, (dx) => {
          kernels.softmaxGrad(arena.input(dy), arena.input(y), dx, rows, columns);
        });
        const expected = softmaxGrad(dy, y, columns);
        assertWithin(dx, expected, bound(dy, y, columns), `${rows} × ${columns}`);
      }
    }
  });

  Deno.test(`softmaxGrad(), ${build}, may write over its input`, () => {
    const [dy, y] = [floats(14, 1), floats(14, 2)];
    for (const over of [0, 1]) {
      let at = 0;
      arena.run(0, () => {
        at = arena.inOut([dy, y][over]!);
        const [dyAt, yAt] = over === 0 ? [at, arena.input(y)] : [arena.input(dy), at];
        kernels.softmaxGrad(dyAt, yAt, at, 2, 7);
      });
      assertWithin(arena.floats(at, 14), softmaxGrad(dy, y, 7), bound(dy, y, 7), `over ${over}`);
    }
  });
}

const GRADIENTS: Record<string, (x: tf.Tensor, w: tf.Tensor) => tf.Tensor> = {
  first: (x, w) => tf.grad((x) => tf.mul(tf.softmax(x), w))(x),
  second: (x, w) => tf.grad(tf.grad((x) => tf.square(tf.mul(tf.softmax(x), w))))(x),
};

for (const [order, gradient] of Object.entries(GRADIENTS)) {
  Deno.test(`the ${order} gradient of tf.softmax() is the same on WASM and in JavaScript`, async () => {
    const values: Float32Array[] = [];
    for (const backend of ["wasm", "cpu"] as const) {
      await useBackend(backend);
      values.push(tf.tidy(() => {
        const [x, w] = [1, 2].map((seed) => tf.tensor2d(floats(15, seed), [3, 5]));
        return gradient(x!, w!).dataSync() as Float32Array;
      }));
    }
    assertWithin(values[0]!, values[1]!, () => 1e-6, order);
  });
}
