import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { ARITHMETIC, arithmetic } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { onCpu, onWasm } from "./backends.ts";
import { assertSame, floats, range } from "./values.ts";

const SPECIAL = [NaN, Infinity, -Infinity, 0, -0, 1e-45, 3e38, -2];

for (const arena of arenas()) {
  const { kernels, build } = arena;
  const run = (a: Float32Array, b: Float32Array, kind: number) => {
    const n = Math.min(a.length, b.length) === 1 ? Math.max(a.length, b.length) : a.length;
    const one = a.length < n ? 1 : b.length < n ? 2 : 0;
    return arena.run(
      n,
      (out) => kernels.arithmetic(arena.input(a), arena.input(b), out, n, kind, one),
    );
  };

  ARITHMETIC.forEach((name, kind) => {
    // 0 to 9: no vector, one, two, and every length of tail.
    Deno.test(`arithmetic(), ${build}, ${name}, equals the plain loop for 0 to 9 pairs`, () => {
      for (const n of range(0, 9)) {
        const [a, b] = [floats(n, 1), floats(n, 2)];
        assertSame(run(a, b, kind), arithmetic(a, b, name), `${n}`);
      }
    });

    Deno.test(`arithmetic(), ${build}, ${name}, takes one number for all on either side`, () => {
      for (const n of range(2, 9)) {
        const [many, one] = [floats(n, 1), floats(1, 2)];
        assertSame(run(many, one, kind), arithmetic(many, one, name), `${n}, right`);
        assertSame(run(one, many, kind), arithmetic(one, many, name), `${n}, left`);
      }
    });

    Deno.test(`arithmetic(), ${build}, ${name}, keeps to IEEE 754 beyond the numbers`, () => {
      for (const special of SPECIAL) {
        const [a, b] = [new Float32Array(7).fill(special), Float32Array.from(SPECIAL.slice(0, 7))];
        assertSame(run(a, b, kind), arithmetic(a, b, name), `${special}`);
      }
    });
  });
}

const PAIRS = [
  [[7, 3], [7, 3]],
  [[7, 3], []],
  [[7, 3], [1]],
  [[1], [7, 3]],
  [[7, 3], [1, 1]],
  [[1], [1, 1]],
  [[1, 1], [1]],
  [[], []],
  [[7, 3], [3]],
  [[3], [7, 3]],
  [[7, 3], [7, 1]],
  [[0, 3], [0, 3]],
  [[0, 3], []],
] as const;

for (const name of ["add", "sub", "mul", "div"] as const) {
  Deno.test(`tf.${name}() gives the cpu backend's shapes and numbers for every pair of shapes`, async () => {
    const tensor = (shape: readonly number[], seed: number) =>
      tf.tensor(floats(tf.util.sizeFromShape([...shape]), seed), [...shape]);
    for (const [a, b] of PAIRS) {
      const make = () => [tf[name](tensor(a, 1), tensor(b, 2))];
      const [[own], [other]] = [await onWasm(make), await onCpu(make)];
      assertEquals(own!.shape, other!.shape, `[${a}] and [${b}]`);
      assertSame(own!.values as Float32Array, other!.values as Float32Array, `[${a}] and [${b}]`);
    }
  });
}

Deno.test("tf.square() and tf.relu() give the cpu backend's numbers", async () => {
  const make = () => [tf.square(tf.tensor1d([...floats(9, 1)])), tf.relu(tf.tensor1d(SPECIAL))];
  const [own, other] = [await onWasm(make), await onCpu(make)];
  assertSame(own[0]!.values as Float32Array, other[0]!.values as Float32Array, "square");
  assertEquals([...own[1]!.values], [
    NaN,
    Infinity,
    0,
    0,
    0,
    Math.fround(1e-45),
    Math.fround(3e38),
    0,
  ]);
});

Deno.test("arithmetic of whole numbers stays with whole numbers", async () => {
  const [sum] = await onWasm(() => [tf.add(tf.tensor1d([1, 2], "int32"), tf.scalar(3, "int32"))]);
  assertEquals([...sum!.values], [4, 5]);
});
