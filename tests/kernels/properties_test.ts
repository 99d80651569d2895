import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { useBackend } from "descent/backend";
import { assertWithin, floats, sizeOf } from "./values.ts";

// Convolutions, average pooling and products of matrices are sums of products a · b: which ones, is
// all that tells them apart. So one loop over them in float64 gives the value and both gradients.

/** Visits every product: where its factors and the sum that it goes into lie. */
type Products = (visit: (a: number, b: number, y: number) => void) => void;
type Case = {
  a: number[];
  b: number[];
  y: number[];
  products: Products;
  f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
};

/** Products that are looped over for one case, at most. */
const MOST_PRODUCTS = 300_000;

const upTo = (max: number) => fc.integer({ min: 1, max });
const image = fc.record({
  ...{ batch: upTo(64), h: upTo(9), w: upTo(9), c: upTo(13), o: upTo(13) },
  ...{ kH: upTo(4), kW: upTo(4), sH: upTo(3), sW: upTo(3), dilation: upTo(2) },
  pad: fc.constantFrom("same" as const, "valid" as const),
});
type ImageSizes = typeof image extends fc.Arbitrary<infer Sizes> ? Sizes : never;

/** One axis of a window: how large it is, how far its places lie apart, and where it stands. */
type Axis = { k: number; step: number; stride: number; size: number; before: number; out: number };

function axisOf(size: number, k: number, stride: number, step: number, pad: string): Axis {
  const fits = Math.min(k, Math.floor((size - 1) / step) + 1);
  const reach = (fits - 1) * step + 1;
  if (pad === "valid") {
    return { k: fits, step, stride, size, before: 0, out: Math.floor((size - reach) / stride) + 1 };
  }
  const out = Math.ceil(size / stride);
  const padding = Math.max(0, (out - 1) * stride + reach - size);
  return { k: fits, step, stride, size, before: Math.floor(padding / 2), out };
}

/** Strides or dilation, as tfjs takes them. */
function windowOf({ h, w, kH, kW, sH, sW, dilation, pad }: ImageSizes) {
  const strides: [number, number] = dilation > 1 ? [1, 1] : [sH, sW];
  const rows = axisOf(h, kH, strides[0], dilation, pad);
  const columns = axisOf(w, kW, strides[1], dilation, pad);
  return { strides, rows, columns };
}

/** Visits every place of every window that lies within the image. */
function forPlaces(
  batch: number,
  rows: Axis,
  columns: Axis,
  visit: (input: number, place: number, output: number) => void,
): void {
  for (let n = 0; n < batch; n++) {
    for (let oy = 0; oy < rows.out; oy++) {
      for (let ox = 0; ox < columns.out; ox++) {
        const output = (n * rows.out + oy) * columns.out + ox;
        for (let ky = 0; ky < rows.k; ky++) {
          const iy = oy * rows.stride - rows.before + ky * rows.step;
          if (iy < 0 || iy >= rows.size) continue;
          for (let kx = 0; kx < columns.k; kx++) {
            const ix = ox * columns.stride - columns.before + kx * columns.step;
            if (ix < 0 || ix >= columns.size) continue;
            visit((n * rows.size + iy) * columns.size + ix, ky * columns.k + kx, output);
          }
        }
      }
    }
  }
}

function conv2dCase(sizes: ImageSizes): Case {
  const { batch, c, o, pad, dilation } = sizes;
  const { strides, rows, columns } = windowOf(sizes);
  return {
    a: [batch, rows.size, columns.size, c],
    b: [rows.k, columns.k, c, o],
    y: [batch, rows.out, columns.out, o],
    products: (visit) =>
      forPlaces(batch, rows, columns, (input, place, output) => {
        for (let i = 0; i < c; i++) {
          for (let j = 0; j < o; j++) visit(input * c + i, (place * c + i) * o + j, output * o + j);
        }
      }),
    f: (x, w) =>
      tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad, "NHWC", [dilation, dilation]),
  };
}

function depthwiseCase(sizes: ImageSizes): Case {
  const { batch, c, o, pad, dilation, sH } = sizes;
  const many = 1 + o % 3;
  // tfjs takes one stride for both axes here.
  const { strides, rows, columns } = windowOf({ ...sizes, sW: sH });
  return {
    a: [batch, rows.size, columns.size, c],
    b: [rows.k, columns.k, c, many],
    y: [batch, rows.out, columns.out, c * many],
    products: (visit) =>
      forPlaces(batch, rows, columns, (input, place, output) => {
        for (let i = 0; i < c; i++) {
          for (let j = 0; j < many; j++) {
            visit(input * c + i, (place * c + i) * many + j, (output * c + i) * many + j);
          }
        }
      }),
    f: (x, w) => {
      const dilations: [number, number] = [dilation, dilation];
      return tf.depthwiseConv2d(
        ...[x as tf.Tensor4D, w as tf.Tensor4D, strides, pad, "NHWC", dilations] as const,
      );
    },
  };
}

/** Each value is multiplied by one over the number of places of its window that there are. */
function avgPoolCase(sizes: ImageSizes): Case {
  const { batch, c, pad } = sizes;
  const { strides, rows, columns } = windowOf({ ...sizes, dilation: 1 });
  const within = (axis: Axis, at: number) =>
    Array.from({ length: axis.k }, (_, k) => at * axis.stride - axis.before + k)
      .filter((place) => place >= 0 && place < axis.size).length;
  const counts = Array.from(
    { length: rows.out * columns.out },
    (_, at) => within(rows, Math.floor(at / columns.out)) * within(columns, at % columns.out),
  );
  return {
    a: [batch, rows.size, columns.size, c],
    b: [counts.length],
    y: [batch, rows.out, columns.out, c],
    products: (visit) =>
      forPlaces(batch, rows, columns, (input, _, output) => {
        for (let i = 0; i < c; i++) visit(input * c + i, output % counts.length, output * c + i);
      }),
    f: (x, b) => {
      const mean = tf.avgPool(x as tf.Tensor4D, [rows.k, columns.k], strides, pad);
      return tf.mul(
        mean,
        tf.mul(
          tf.reshape(b, [rows.out, columns.out, 1]),
          tf.tensor(counts, [rows.out, columns.out, 1]),
        ),
      );
    },
  };
}

const matrices = fc.record({
  ...{ batch: upTo(64), m: upTo(33), n: upTo(33), k: upTo(40) },
  ...{ turnA: fc.boolean(), turnB: fc.boolean(), flat: fc.boolean() },
});
function matMulCase(
  { batch, m, n, k, turnA, turnB, flat }: typeof matrices extends fc.Arbitrary<infer S> ? S : never,
): Case {
  const outer = flat ? [] : [batch];
  return {
    a: [...outer, ...turnA ? [k, m] : [m, k]],
    b: [...outer, ...turnB ? [n, k] : [k, n]],
    y: [...outer, m, n],
    products: (visit) => {
      for (let g = 0; g < (flat ? 1 : batch); g++) {
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < n; j++) {
            for (let l = 0; l < k; l++) {
              const a = g * m * k + (turnA ? l * m + i : i * k + l);
              const b = g * k * n + (turnB ? j * k + l : l * n + j);
              visit(a, b, (g * m + i) * n + j);
            }
          }
        }
      }
    },
    f: (a, b) => tf.matMul(a, b, turnA, turnB),
  };
}

/** A sum of products in float64, the sum of their magnitudes, and how many there are. */
type Sums = { sum: Float64Array; scale: Float64Array; terms: Float64Array };
const sumsOf = (n: number): Sums => ({
  sum: new Float64Array(n),
  scale: new Float64Array(n),
  terms: new Float64Array(n),
});
function add({ sum, scale, terms }: Sums, at: number, product: number): void {
  sum[at]! += product;
  scale[at]! += Math.abs(product);
  terms[at]!++;
}

function check({ a, b, y, products, f }: Case): void {
  const given = [a, b, y].map((shape, i) => floats(sizeOf(shape), i + 1));
  const [va, vb, dy] = given as [Float32Array, Float32Array, Float32Array];
  const expected = given.map(({ length }) => sumsOf(length)) as [Sums, Sums, Sums];
  products((i, j, at) => {
    add(expected[0], i, vb[j]! * dy[at]!);
    add(expected[1], j, va[i]! * dy[at]!);
    add(expected[2], at, va[i]! * vb[j]!);
  });
  const own = tf.tidy(() => {
    const inputs = [tf.tensor(va, a), tf.tensor(vb, b)];
    const value = f(inputs[0]!, inputs[1]!);
    assertEquals(value.shape, y);
    const gradients = tf.grads((a, b) => f(a!, b!))(inputs, tf.tensor(dy, y));
    return [...gradients, value].map((tensor) => tensor.dataSync());
  });
  expected.forEach(({ sum, scale, terms }, i) => {
    const bound = (at: number) => (terms[at]! + 4) * 2 ** -23 * scale[at]!;
    assertWithin(own[i]!, sum, bound, `${["da", "db", "y"][i]} of ${JSON.stringify({ a, b, y })}`);
  });
}

const FAMILIES: Record<string, fc.Arbitrary<Case>> = {
  "conv2d": image.map(conv2dCase),
  "depthwiseConv2d": image.map(depthwiseCase),
  "avgPool": image.map(avgPoolCase),
  "matMul, with either factor transposed": matrices.map(matMulCase),
};

for (const [name, cases] of Object.entries(FAMILIES)) {
  Deno.test(`${name}: values and both gradients on WASM are float64's but for rounding`, async () => {
    await useBackend("wasm");
    const few = cases.filter(({ products }) => {
      let n = 0;
      products(() => n++);
      return n <= MOST_PRODUCTS;
    });
    fc.assert(fc.property(few, check), { numRuns: 80 });
  });
}

Deno.test("maxPool: the first maximum of each window gets the gradient, whatever the shapes", async () => {
  await useBackend("wasm");
  const property = fc.property(image, (sizes) => {
    const { batch, c, pad } = sizes;
    const { strides, rows, columns } = windowOf({ ...sizes, dilation: 1 });
    const [shape, outShape] = [[batch, rows.size, columns.size, c], [
      batch,
      rows.out,
      columns.out,
      c,
    ]];
    // Few values, so that windows have several of the largest; none above 0.
    const x = floats(sizeOf(shape), 1).map((value) => -Math.floor(4 * Math.abs(value)));
    const dy = floats(sizeOf(outShape), 2);
    const best = new Int32Array(dy.length).fill(-1);
    forPlaces(batch, rows, columns, (input, _, output) => {
      for (let i = 0; i < c; i++) {
        const [at, to] = [input * c + i, output * c + i];
        if (best[to] === -1 || x[at]! > x[best[to]!]!) best[to] = at;
      }
    });
    const dx = sumsOf(x.length);
    best.forEach((at, to) => add(dx, at, dy[to]!));
    const [value, slope] = tf.tidy(() => {
      const image = tf.tensor(x, shape);
      const f = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, [rows.k, columns.k], strides, pad);
      return [f(image), tf.grad(f)(image, tf.tensor(dy, outShape))].map((t) => t.dataSync());
    });
    assertEquals([...value!], [...best].map((at) => x[at]!));
    const bound = (at: number) => (dx.terms[at]! + 1) * 2 ** -23 * dx.scale[at]!;
    assertWithin(slope!, dx.sum, bound, JSON.stringify(sizes));
  });
  fc.assert(property, { numRuns: 80 });
});
