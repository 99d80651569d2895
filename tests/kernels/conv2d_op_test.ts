import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { conv2d, type ConvShape, pad } from "../../lib/kernels/reference/mod.ts";
import { onCpu, onWasm, valueAndGradients } from "./backends.ts";
import { assertWithin, describe, floats, magnitudes, sizeOf } from "./values.ts";

type Padding = "same" | "valid" | [[0, 0], [number, number], [number, number], [0, 0]];
type Case = {
  x: [number, number, number, number];
  w: [number, number, number, number];
  strides: [number, number];
  pad: Padding;
};

const side = fc.integer({ min: 1, max: 12 });
const channels = fc.integer({ min: 1, max: 20 });
const kernel = fc.integer({ min: 1, max: 5 });
const stride = fc.integer({ min: 1, max: 3 });
const edge = fc.integer({ min: 0, max: 3 });

const anyCase: fc.Arbitrary<Case> = fc.record({
  sizes: fc.tuple(fc.integer({ min: 1, max: 5 }), side, side, channels, channels),
  kernel: fc.tuple(kernel, kernel),
  strides: fc.tuple(stride, stride),
  pad: fc.oneof(
    fc.constantFrom("same" as const, "valid" as const),
    fc.tuple(edge, edge, edge, edge).map(([top, bottom, left, right]) =>
      [[0, 0], [top, bottom], [left, right], [0, 0]] satisfies Padding
    ),
  ),
}).map(({ sizes: [b, h, w, c, o], kernel: [kH, kW], strides, pad }): Case => {
  const room = (size: number, edges: [number, number]) => size + edges[0] + edges[1];
  const [height, width] = typeof pad === "string" ? [h, w] : [room(h, pad[1]), room(w, pad[2])];
  const fits = pad === "same" ? [kH, kW] : [Math.min(kH, height), Math.min(kW, width)];
  return { x: [b, h, w, c], w: [fits[0]!, fits[1]!, c, o], strides, pad };
});

/** Output, input gradient and filter gradient at random values, or at their magnitudes. */
function compute(c: Case, change: (values: Float32Array) => ArrayLike<number>): tf.Tensor[] {
  const draw = (shape: number[], seed: number) =>
    tf.tensor(Float32Array.from(change(floats(sizeOf(shape), seed))), shape);
  return valueAndGradients(
    (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, c.strides, c.pad),
    [draw(c.x, 1), draw(c.w, 2)],
    (shape) => draw(shape, 3),
  );
}

Deno.test("conv2d on WASM, with both gradients, agrees with tfjs's JavaScript backend", async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, async (c) => {
      const own = await onWasm(() => compute(c, (values) => values));
      const other = await onCpu(() => compute(c, (values) => values));
      const scale = await onCpu(() => compute(c, magnitudes));
      const [, outH, outW] = own[0]!.shape as [number, number, number];
      const [kH, kW, inC, outC] = c.w;
      // How many products each sum has at most: of the output, of dx and of dw.
      const terms = [kH * kW * inC, kH * kW * outC, c.x[0] * outH * outW];
      own.forEach(({ shape, values }, i) => {
        assertEquals(shape, other[i]!.shape);
        const bound = (at: number) => (terms[i]! + 1) * 2 ** -23 * scale[i]!.values[at]!;
        assertWithin(values, other[i]!.values, bound, `${["y", "dx", "dw"][i]} ${describe(c)}`);
      });
    }),
    { numRuns: 120 },
  );
});

Deno.test("conv2d on WASM has the gradients that differences of its float64 loop show", async () => {
  for (const c of fc.sample(anyCase, { numRuns: 12, seed: 1 })) {
    const [y, dx, dw] = await onWasm(() => compute(c, (values) => values));
    const s = shapeOf(c);
    const inputs = [floats(sizeOf(c.x), 1), floats(sizeOf(c.w), 2)] as const;
    const dy = floats(y!.values.length, 3);
    const loss = (x: ArrayLike<number>, w: ArrayLike<number>) =>
      conv2d(padded(x, c, s), w, s).reduce((sum, value, i) => sum + value * dy[i]!, 0);
    [dx!, dw!].forEach(({ values }, which) => {
      for (let i = 0; i < 8; i++) {
        const at = Math.floor(i * values.length / 8);
        const moved = inputs.map((input) => Float64Array.from(input));
        moved[which]![at]! += 1; // the loss is linear in each input: any step will do
        const difference = loss(moved[0]!, moved[1]!) - loss(...inputs);
        const error = Math.abs(values[at]! - difference);
        assert(error < 1e-4, `${["dx", "dw"][which]}[${at}] of ${describe(c)}: off by ${error}`);
      }
    });
  }
});

function shapeOf({ x: [batch, h, w, inC], w: [kH, kW, , outC], strides, pad }: Case): ConvShape {
  const info = tf.backend_util.computeConv2DInfo(
    [batch, h, w, inC],
    [kH, kW, inC, outC],
    strides,
    1,
    pad,
  );
  const { outHeight: outH, outWidth: outW, padInfo: { top, bottom, left, right } } = info;
  const [strideH, strideW] = strides;
  const [inH, inW] = [h + top + bottom, w + left + right];
  return { batch, inH, inW, inC, kH, kW, outC, outH, outW, strideH, strideW };
}

function padded(x: ArrayLike<number>, c: Case, { inH, inW }: ConvShape): ArrayLike<number> {
  const [batch, height, width, channels] = c.x;
  const { padInfo } = tf.backend_util.computeConv2DInfo(c.x, c.w, c.strides, 1, c.pad);
  const sizes = { batch, height, width, channels, outH: inH, outW: inW, stretchH: 1, stretchW: 1 };
  // Pads the values' places, counted from 1: the values themselves would be rounded.
  const places = Float64Array.from(x, (_, i) => i + 1);
  const padded = pad(places, { ...sizes, top: padInfo.top, left: padInfo.left });
  return Float64Array.from(padded, (place) => place === 0 ? 0 : x[place - 1]!);
}

Deno.test("fused conv2d on WASM agrees with tfjs's JavaScript backend, bias and ReLU included", async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, fc.boolean(), fc.boolean(), async (c, hasBias, relu) => {
      const make = () => {
        const bias = hasBias ? { bias: tf.tensor1d(floats(c.w[3], 4)) } : {};
        return [tf.fused.conv2d({
          x: tf.tensor4d(floats(sizeOf(c.x), 1), c.x),
          filter: tf.tensor4d(floats(sizeOf(c.w), 2), c.w),
          strides: c.strides,
          pad: c.pad,
          activation: relu ? "relu" : "linear",
          ...bias,
        })];
      };
      const [own] = await onWasm(make);
      const [other] = await onCpu(make);
      assertWithin(own!.values, other!.values, () => 1e-4, describe(c));
    }),
    { numRuns: 40 },
  );
});

Deno.test("conv2d on WASM multiplies black images with NaN and Infinity in the filter", async () => {
  for (const bad of [NaN, Infinity]) {
    const filter = floats(2 * 2 * 3 * 9, 1);
    filter[31] = bad; // in channel 4 of 9
    const [y, dx] = await onWasm(() =>
      valueAndGradients(
        (x) => tf.conv2d(x as tf.Tensor4D, tf.tensor4d(filter, [2, 2, 3, 9]), 1, "same"),
        [tf.zeros([1, 4, 4, 3])],
        (shape) => tf.zeros(shape),
      )
    );
    const channel = 31 % 9;
    const bothNaN = y!.values.filter((_, i) => i % 9 === channel).some(Number.isNaN);
    assert(bothNaN && dx!.values.some(Number.isNaN), `${bad} got lost`);
    assert(y!.values.every((value, i) => i % 9 === channel || value === 0));
  }
});

Deno.test("conv2d on WASM treats what a rounded-up output sees beyond the padding as zeros", async () => {
  // Size, kernel, stride and padding: the last window leaves the image in part or as a whole.
  for (
    const [size, k, stride, edge] of [[4, 3, 2, 0], [5, 2, 3, 0], [5, 1, 3, 0], [
      6,
      3,
      4,
      1,
    ]] as const
  ) {
    for (const rounding of ["ceil", "round", "floor"] as const) {
      const [xShape, wShape] = [[2, size, size, 2], [k, k, 2, 9]];
      const make = () =>
        valueAndGradients(
          (x, w) =>
            tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, edge, "NHWC", 1, rounding),
          [
            tf.tensor(floats(sizeOf(xShape), 1), xShape),
            tf.tensor(floats(sizeOf(wShape), 2), wShape),
          ],
          (shape) => tf.tensor(floats(sizeOf(shape), 3), shape),
        );
      const [y, dx, dw] = await onWasm(make);
      const what = `${size}, ${k}, ${stride}, ${edge}, ${rounding}`;
      const [other] = await onCpu(make); // its gradients forget the rounding
      assertWithin(y!.values, other!.values, () => 1e-5, `y of ${what}`);
      // <y, dy> = <x, dx> = <w, dw> holds for whatever is linear in x and in w.
      const product = dot(y!.values, floats(y!.values.length, 3));
      assertAlmostEquals(
        dot(dw!.values, floats(sizeOf(wShape), 2)),
        product,
        1e-4,
        `dw of ${what}`,
      );
      assertAlmostEquals(
        dot(dx!.values, floats(sizeOf(xShape), 1)),
        product,
        1e-4,
        `dx of ${what}`,
      );
    }
  }
});

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
