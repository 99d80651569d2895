import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { matmul } from "../../lib/kernels/reference/mod.ts";
import { onCpu, onWasm, valueAndGradients } from "./backends.ts";
import { assertWithin, describe, floats, magnitudes, sizeOf } from "./values.ts";

type Case = {
  /** Batches of a and b; each pair of lengths is equal or holds a 1. */
  batches: [number[], number[]];
  sizes: [m: number, n: number, k: number];
  transposes: [boolean, boolean];
};

// Short and long sides, so that each of the four kernels is chosen.
const side = fc.oneof(fc.integer({ min: 1, max: 17 }), fc.integer({ min: 60, max: 70 }));
const axis = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom("both", "a", "b"));

const anyCase: fc.Arbitrary<Case> = fc.record({
  axes: fc.array(axis, { maxLength: 3 }),
  missing: fc.tuple(fc.nat(2), fc.nat(2)),
  sizes: fc.tuple(side, side, side),
  transposes: fc.tuple(fc.boolean(), fc.boolean()),
}).map(({ axes, missing, sizes, transposes }) => {
  const of = (name: string) => axes.map(([n, who]) => who === "both" || who === name ? n : 1);
  // A factor may also lack its first axes.
  return { batches: [of("a").slice(missing[0]), of("b").slice(missing[1])], sizes, transposes };
});

/** The product by the plain loop: tfjs's JavaScript backend mixes up batches of several axes. */
function productOf(c: Case, a: ArrayLike<number>, b: ArrayLike<number>) {
  const [m, n, k] = c.sizes;
  const [aRow, aCol] = c.transposes[0] ? [1, m] : [k, 1];
  const [bRow, bCol] = c.transposes[1] ? [1, k] : [n, 1];
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(...c.batches);
  const values: number[] = [];
  forEachIndex(batch, (index) => {
    const aAt = m * k * flatIndex(index, c.batches[0]);
    const bAt = k * n * flatIndex(index, c.batches[1]);
    const part = (of: ArrayLike<number>, at: number, size: number) =>
      Array.prototype.slice.call(of, at, at + size);
    const shape = { m, n, k, aRow, aCol, bRow, bCol };
    values.push(...matmul(part(a, aAt, m * k), part(b, bAt, k * n), shape));
  });
  return { shape: [...batch, m, n], values };
}

function forEachIndex(
  shape: number[],
  visit: (index: number[]) => void,
  head: number[] = [],
): void {
  if (head.length === shape.length) return visit(head);
  for (let i = 0; i < shape[head.length]!; i++) forEachIndex(shape, visit, [...head, i]);
}

/** Place of an element in a tensor of this shape, which may lack the first axes or have length 1. */
function flatIndex(index: number[], shape: number[]): number {
  const own = index.slice(index.length - shape.length);
  return own.reduce((at, i, axis) => at * shape[axis]! + Math.min(i, shape[axis]! - 1), 0);
}

function shapes({ batches, sizes: [m, n, k], transposes }: Case): [number[], number[]] {
  return [
    [...batches[0], ...(transposes[0] ? [k, m] : [m, k])],
    [...batches[1], ...(transposes[1] ? [n, k] : [k, n])],
  ];
}

Deno.test("matMul on WASM agrees with the plain loop for any transposes and batches that broadcast", async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, async (c) => {
      const [aShape, bShape] = shapes(c);
      const [a, b] = [floats(sizeOf(aShape), 1), floats(sizeOf(bShape), 2)];
      const [own] = await onWasm(
        () => [tf.matMul(tf.tensor(a, aShape), tf.tensor(b, bShape), ...c.transposes)],
      );
      const expected = productOf(c, a, b);
      const scale = productOf(c, magnitudes(a), magnitudes(b)).values;
      assertEquals(own!.shape, expected.shape);
      const bound = (i: number) => c.sizes[2] * 2 ** -23 * scale[i]!;
      assertWithin(own!.values, expected.values, bound, describe(c));
    }),
    { numRuns: 150 },
  );
});

Deno.test("matMul's gradients on WASM agree with tfjs's JavaScript backend for any transposes", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyCase,
      fc.integer({ min: 1, max: 3 }),
      async ({ sizes, transposes }, count) => {
        const c = { batches: [[count], [count]], sizes, transposes } satisfies Case;
        const [aShape, bShape] = shapes(c);
        const compute = (change: (values: Float32Array) => ArrayLike<number>) => {
          const draw = (shape: number[], seed: number) =>
            tf.tensor(Float32Array.from(change(floats(sizeOf(shape), seed))), shape);
          const product = (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, ...transposes);
          return valueAndGradients(
            product,
            [draw(aShape, 1), draw(bShape, 2)],
            (shape) => draw(shape, 3),
          );
        };
        const own = await onWasm(() => compute((values) => values));
        const other = await onCpu(() => compute((values) => values));
        const scale = await onCpu(() => compute(magnitudes));
        const terms = [sizes[2], sizes[1], sizes[0]]; // of c, da and db
        own.forEach(({ shape, values }, i) => {
          assertEquals(shape, other[i]!.shape);
          const bound = (at: number) => (terms[i]! + 1) * 2 ** -23 * scale[i]!.values[at]!;
          assertWithin(values, other[i]!.values, bound, `${["c", "da", "db"][i]} ${describe(c)}`);
        });
      },
    ),
    { numRuns: 100 },
  );
});

Deno.test("fused matMul on WASM adds a bias to every row and knows ReLU, transposed or not", async () => {
  const biased = fc.record({
    case: anyCase.map((c) => ({ ...c, batches: [[], []] as [number[], number[]] })),
    bias: fc.constantFrom("none", "row", "1 × row"),
    relu: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(biased, async ({ case: c, bias, relu }) => {
      const [aShape, bShape] = shapes(c);
      const [transposeA, transposeB] = c.transposes;
      const n = c.sizes[1];
      const [a, b] = [floats(sizeOf(aShape), 1), floats(sizeOf(bShape), 2)];
      const row = bias === "none" ? new Float32Array(n) : floats(n, 3);
      const fused = () => [tf.fused.matMul({
        a: tf.tensor(a, aShape),
        b: tf.tensor(b, bShape),
        transposeA,
        transposeB,
        activation: relu ? "relu" : "linear",
        ...(bias === "none" ? {} : { bias: tf.tensor(row, bias === "row" ? [n] : [1, n]) }),
      })];
      const [own] = await onWasm(fused);
      const { shape, values } = productOf(c, a, b);
      const finished = values.map((value, i) => value + row[i % n]!)
        .map((value) => relu && value < 0 ? 0 : value);
      assertEquals(own!.shape, shape);
      assertWithin(own!.values, finished, () => 1e-4, describe({ ...c, bias, relu }));
    }),
    { numRuns: 100 },
  );
});

Deno.test("fused matMul on WASM keeps a NaN behind its ReLU", async () => {
  const [y] = await onWasm(() => [tf.fused.matMul({
    a: tf.tensor2d([NaN, 1, -1], [3, 1]),
    b: tf.ones([1, 7]),
    bias: tf.zeros([7]),
    activation: "relu",
  })]);
  const row = (value: number) => new Array<number>(7).fill(value);
  assertEquals([...y!.values], [...row(NaN), ...row(1), ...row(0)]);
});

Deno.test("matMul on WASM gives zeros where there is nothing to sum, where tfjs's own gives anything", async () => {
  await onWasm(() => [tf.fill([64], NaN)]); // freed again: what unset memory would hold
  const products = await onWasm(() => [
    tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])),
    tf.matMul(tf.zeros([2, 3, 0]), tf.zeros([2, 4, 0]), false, true),
    tf.fused.matMul({
      a: tf.zeros([2, 0]),
      b: tf.zeros([0, 2]),
      bias: tf.tensor1d([5, -1]),
      activation: "relu",
    }),
    tf.matMul(tf.zeros([0, 3]), tf.ones([3, 2])),
    tf.fused.matMul({ a: tf.ones([2, 3]), b: tf.zeros([3, 0]), activation: "relu" }),
  ]);
  assertEquals(products.map(({ shape }) => shape), [[2, 3], [2, 3, 4], [2, 2], [0, 2], [2, 0]]);
  assertEquals(products.slice(0, 3).map(({ values }) => [...values]), [
    new Array(6).fill(0),
    new Array(24).fill(0),
    [5, 0, 5, 0],
  ]);
});
