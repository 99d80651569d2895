import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { useBackend } from "descent/backend";
import { checkDifferences, type DifferenceCase } from "./differences.ts";

// Gradients that tfjs lacks or has wrong, made of its own operations, for every backend.

type Family = { name: string; cases: fc.Arbitrary<DifferenceCase>; distinct?: boolean };

const side = (max: number) => fc.integer({ min: 1, max });
const sides = fc.record({ a: side(4), b: side(4), c: side(4), d: side(3) });
/** Whole numbers from 0 to below n, as a tensor of places. */
const places = (rows: number, n: number[], step: number) =>
  tf.tensor2d(
    Array.from({ length: rows }, (_, i) => n.map((size, axis) => (i * step + axis) % size)),
    [rows, n.length],
    "int32",
  );

/** Equations over sides i = 2, j = 3, k = 4, with letters of every kind of place. */
const EQUATIONS = [
  ...["ij,jk->ik", "ij,jk->ki", "ij,ij->", "ij,ij->ij", "i,j->ij", "ijk,kj->i"],
  ...["ij->ji", "ij->i", "ij->", "ijk->kj", ",ij->j", "ij,->i"],
];

const SIZES: Record<string, number> = { i: 2, j: 3, k: 4 };

/** Begins, ends, steps, then the masks of begins, ends, ellipses, new and shrunk axes. */
type Slice = [number[], number[], number[], ...masks: number[]];
/** Slices of an array (5, 4, 2), but none that shrinks beside a step: tfjs has such values wrong. */
const SLICES: Slice[] = [
  [[1], [4], [2]],
  [[0, 1], [5, 4], [2, 2]],
  [[0, 1], [0, 0], [3, 2], 1, 3],
  [[4, -1], [0, -4], [-2, -1]],
  [[-1, 3], [0, 0], [-2, -3], 0, 3],
  [[0, 1, 0], [5, 3, 2], [1, 1, 1]],
  [[0, 0], [0, 1], [1, 1], 0, 0, 1],
  [[0, 1, 0], [0, 4, 2], [1, 2, 1], 0, 0, 0, 1],
  [[2, 1, 0], [3, 4, 2], [1, 1, 1], 0, 0, 0, 0, 1],
  [[-1, -2, -1], [0, 0, 0], [1, 1, 1], 0, 0, 0, 0, 7],
];

const FAMILIES: Family[] = [
  {
    name: "products, of inputs that are spread too",
    cases: fc.tuple(sides, fc.nat(3)).map(([{ a, b, c }, which]) => ({
      shapes: [[a, b, c], [[a, b, c], [a, 1, c], [c], []][which]!],
      f: (x, y) => tf.mul(x, y),
    })),
  },
  {
    name: "sums and means over any axes, up to five of them",
    cases: fc.tuple(
      fc.array(side(3), { minLength: 1, maxLength: 5 }),
      fc.subarray([0, 1, 2, 3, 4]),
      fc.boolean(),
      fc.boolean(),
    ).map(([shape, axes, keepDims, isMean]) => ({
      shapes: [shape],
      f: (x) => {
        const own = axes.filter((axis) => axis < shape.length);
        const axis = own.length === 0 ? undefined : own;
        return isMean ? tf.mean(x, axis, keepDims) : tf.sum(x, axis, keepDims);
      },
    })),
  },
  {
    name: "quotients, of dividends that are spread too",
    cases: sides.map(({ a, b, c }) => ({
      shapes: [[a, 1]],
      f: (x) => tf.div(x, tf.tensor(Array(a * b).fill(c), [a, b])),
    })),
  },
  {
    name: "avgPool with padding",
    cases: fc.tuple(sides, side(3), side(2)).map(([{ a, b, c, d }, k, s]) => ({
      shapes: [[d, a, b, c]],
      f: (x) => tf.avgPool(x as tf.Tensor4D, k, s, "same"),
    })),
  },
  {
    name: "avgPool3d with padding",
    cases: fc.tuple(sides, side(3), side(2)).map(([{ a, b, c, d }, k, s]) => ({
      shapes: [[d, a, b, c, 2]],
      f: (x) => tf.avgPool3d(x as tf.Tensor5D, k, s, "same"),
    })),
  },
  {
    name: "resizeNearestNeighbor of several images",
    cases: sides.map(({ a, b, c, d }) => ({
      shapes: [[d, a, b, 2]],
      f: (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [2 * a, b + c]),
    })),
  },
  {
    name: "einsum",
    cases: fc.constantFrom(...EQUATIONS).map((equation) => ({
      shapes: equation.split("->")[0]!.split(",").map((term) => [...term].map((x) => SIZES[x]!)),
      f: (...factors) => tf.einsum(equation, ...factors),
    })),
  },
  {
    name: "stridedSlice, with every mask",
    cases: fc.constantFrom(...SLICES).map((slice) => ({
      shapes: [[5, 4, 2]],
      f: (x) => tf.stridedSlice(x, ...slice),
    })),
  },
  {
    name: "cumprod, also over zeros",
    cases: fc.tuple(sides, fc.boolean(), fc.boolean(), fc.nat(1)).map(
      ([{ a, b }, exclusive, reverse, axis]) => ({
        shapes: [[a, b + 1]],
        f: (x) => tf.cumprod(x, axis, exclusive, reverse),
      }),
    ),
  },
  {
    name: "gatherND",
    cases: sides.map(({ a, b, c, d }) => ({
      shapes: [[a, b, c]],
      f: (x) => tf.gatherND(x, places(d + 2, d === 1 ? [a] : [a, b], d)),
    })),
  },
  {
    name: "scatterND, with places that repeat",
    cases: sides.map(({ a, b, c, d }) => ({
      shapes: [[d + 2, c]],
      f: (x) => tf.scatterND(places(d + 2, [a, b], d), x, [a, b, c]),
    })),
  },
  {
    name: "sparseToDense",
    cases: sides.map(({ a, d }) => ({
      shapes: [[d], []],
      f: (x, rest) => {
        const at = tf.tensor1d(Array.from({ length: d }, (_, i) => 2 * i), "int32");
        return tf.sparseToDense(at, x, [2 * d + a], rest as tf.Scalar);
      },
    })),
  },
  {
    name: "tensorScatterUpdate",
    cases: sides.map(({ a, c, d }) => ({
      shapes: [[a + d, c], [d, c]],
      f: (x, rows) => tf.tensorScatterUpdate(x, places(d, [a + d], 1), rows),
    })),
  },
  {
    name: "topk",
    distinct: true,
    cases: sides.map(({ a, b, c, d }) => ({
      shapes: [[a, b, c + d]],
      f: (x) => tf.mul(tf.topk(tf.mul(x, 2), d).values, 0.5),
    })),
  },
  {
    name: "maxPoolWithArgmax",
    distinct: true,
    cases: fc.tuple(sides, fc.boolean()).map(([{ a, b, c, d }, includeBatch]) => ({
      shapes: [[d, a + 1, b + 1, c]],
      f: (x) => {
        const image = tf.mul(x, 2) as tf.Tensor4D;
        return tf.mul(tf.maxPoolWithArgmax(image, 2, 1, "valid", includeBatch).result!, 0.5);
      },
    })),
  },
  {
    name: "depthToSpace and flipLeftRight",
    cases: sides.map(({ a, b, c, d }) => ({
      shapes: [[d, a, b, 4 * c]],
      f: (x) => tf.image.flipLeftRight(tf.depthToSpace(x as tf.Tensor4D, 2, "NHWC")),
    })),
  },
  {
    name: "diag",
    cases: sides.map(({ a, b }) => ({ shapes: b === 1 ? [[a]] : [[a, b]], f: (x) => tf.diag(x) })),
  },
  {
    name: "fused convolution, dilated or with a stride",
    cases: fc.tuple(
      sides,
      side(2),
      fc.boolean(),
      fc.constantFrom("same" as const, "valid" as const),
    ).map(
      ([{ a, b, c, d }, k, hasBias, pad]) => ({
        shapes: [[d, a + 3, b + 3, c], [k + 1, k, c, a], ...hasBias ? [[a]] : []],
        f: (x, filter, bias) =>
          tf.fused.conv2d({
            ...{ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, pad },
            ...{ strides: d === 1 ? 2 : 1, dilations: d === 1 ? 1 : [d, 1] },
            ...bias && { bias },
          }),
      }),
    ),
  },
];

for (const backend of ["wasm", "cpu"] as const) {
  for (const { name, cases, distinct = false } of FAMILIES) {
    Deno.test(`${name}: the gradients on ${backend} are what differences show`, async () => {
      await useBackend(backend);
      const check = (c: DifferenceCase) => checkDifferences(c, distinct);
      fc.assert(fc.property(cases, check), { numRuns: 25 });
    });
  }
}

Deno.test("registerGradients() lets yes and no, and whole quotients, be flat", async () => {
  for (const backend of ["wasm", "cpu"] as const) {
    await useBackend(backend);
    const x = tf.tensor1d([0.5, 2.5, -1.5]);
    const isTwo = (x: tf.Tensor) => tf.logicalNot(tf.notEqual(tf.cast(x, "int32"), 2));
    const slope = tf.grad((x) => tf.add(tf.where(isTwo(x), x.mul(3), x), tf.floorDiv(x, 2)))(x);
    assertEquals([...slope.dataSync()], [1, 3, 1]);
    tf.dispose([x, slope]);
  }
});

Deno.test("a fused convolution has a gradient of its gradient", async () => {
  await useBackend("wasm");
  const slopes = tf.tidy(() => {
    const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    const square = (w: tf.Tensor) => {
      const filter = w as tf.Tensor4D;
      return tf.sum(tf.square(tf.fused.conv2d({ x, filter, strides: 1, pad: "valid" })));
    };
    return tf.grad((w) => tf.grad(square)(w))(tf.tensor4d([2], [1, 1, 1, 1])).dataSync();
  });
  assertEquals([...slopes], [2 * (1 + 4 + 9 + 16)]);
});

Deno.test("complex numbers are refused on WASM with what helps", async () => {
  await useBackend("wasm");
  let message = "";
  try {
    tf.complex([1], [2]);
  } catch (error) {
    message = (error as Error).message;
  }
  assertEquals(
    message,
    "Cannot compute with complex numbers on the WASM backend: it has none, and so no Fourier transforms: " +
      'call useBackend("cpu") for them',
  );
});

Deno.test("gradients of quotients and logarithms are the formulas', once and twice", async () => {
  for (const backend of ["wasm", "cpu"] as const) {
    await useBackend(backend);
    tf.tidy(() => {
      const [a, b] = [tf.tensor2d([[2, -4, 6], [1, 0, 3]]), tf.tensor2d([[2], [-4]])];
      const [da, db] = tf.grads((a, b) => tf.div(a, b))([a, b], tf.onesLike(a));
      assertEquals(da!.arraySync(), [[0.5, 0.5, 0.5], [-0.25, -0.25, -0.25]]);
      assertEquals(db!.arraySync(), [[-1], [-0.25]]); // −Σ a / b²
      const twice = tf.grad((b) => tf.grad((b) => tf.div(3, b))(b))(tf.tensor1d([1, 2, -1]));
      assertEquals([...twice.dataSync()], [6, 0.75, -6]); // 2 · 3 / b³
      const x = tf.tensor1d([0.5, 1, 4]);
      assertEquals([...tf.grad(tf.log)(x).dataSync()], [2, 1, 0.25]);
      const bend = tf.grad((x) => tf.grad(tf.log)(x))(x);
      assertEquals([...bend.dataSync()], [-4, -1, -0.0625]);
    });
  }
});
