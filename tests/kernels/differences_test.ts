import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { useBackend } from "descent/backend";
import { checkDifferences, type DifferenceCase } from "./differences.ts";

// Convolutions and poolings are linear in each input as long as no maximum changes its place. So a
// difference of two of their values is the derivative itself: no other backend is asked.

type Family = { name: string; cases: fc.Arbitrary<DifferenceCase>; distinct?: boolean };

const side = (max: number) => fc.integer({ min: 1, max });
const pad = fc.constantFrom("same" as const, "valid" as const);

/** A window that fits, so that "valid" padding leaves something. */
function fit(k: number, length: number, dilation = 1): number {
  return Math.min(k, Math.floor((length - 1) / dilation) + 1);
}

const image = fc.record({
  ...{ b: side(3), h: side(7), w: side(7), c: side(6), o: side(6), kh: side(3), kw: side(3) },
  ...{ s: side(3), d: side(3), e: side(3), pad },
});
const volume = fc.record({
  ...{ b: side(2), l: side(4), h: side(4), w: side(4), c: side(5), o: side(5), k: side(3) },
  ...{ s: side(3), pad },
});

const FAMILIES: Family[] = [
  {
    name: "conv2d, dilated",
    cases: image.map(({ b, h, w, c, o, kh, kw, d, e, pad }) => ({
      shapes: [[b, h, w, c], [fit(kh, h, d), fit(kw, w, e), c, o]],
      f: (x, f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, pad, "NHWC", [d, e]),
    })),
  },
  {
    name: "depthwiseConv2d",
    cases: image.map(({ b, h, w, c, o, kh, kw, s, pad }) => ({
      shapes: [[b, h, w, c], [fit(kh, h), fit(kw, w), c, 1 + o % 3]],
      f: (x, f) => tf.depthwiseConv2d(x as tf.Tensor4D, f as tf.Tensor4D, s, pad),
    })),
  },
  {
    name: "depthwiseConv2d, dilated",
    cases: image.map(({ b, h, w, c, o, kh, kw, d, e, pad }) => ({
      shapes: [[b, h, w, c], [fit(kh, h, d), fit(kw, w, e), c, 1 + o % 3]],
      f: (x, f) => tf.depthwiseConv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, pad, "NHWC", [d, e]),
    })),
  },
  {
    name: "conv3d",
    cases: volume.map(({ b, l, h, w, c, o, k, s, pad }) => ({
      shapes: [[b, l, h, w, c], [fit(k, l), fit(k, h), fit(k, w), c, o]],
      f: (x, f) => tf.conv3d(x as tf.Tensor5D, f as tf.Tensor5D, s, pad),
    })),
  },
  {
    name: "conv3dTranspose",
    cases: volume.map(({ b, l, h, w, c, o, k, s, pad }) => ({
      shapes: [[b, l, h, w, c], [k, k, k, o, c]],
      f: (x, f) => {
        const to = (n: number) => pad === "same" ? n * s : (n - 1) * s + k;
        const shape = [b, to(l), to(h), to(w), o] as [number, number, number, number, number];
        return tf.conv3dTranspose(x as tf.Tensor5D, f as tf.Tensor5D, shape, s, pad as "same");
      },
    })),
  },
  {
    name: "avgPool",
    cases: image.map(({ b, h, w, c, kh, kw, s, pad }) => ({
      shapes: [[b, h, w, c]],
      f: (x) => tf.avgPool(x as tf.Tensor4D, [fit(kh, h), fit(kw, w)], s, pad),
    })),
  },
  {
    name: "avgPool3d",
    cases: volume.map(({ b, l, h, w, c, k, s, pad }) => ({
      shapes: [[b, l, h, w, c]],
      f: (x) => tf.avgPool3d(x as tf.Tensor5D, [fit(k, l), fit(k, h), fit(k, w)], s, pad),
    })),
  },
  {
    name: "maxPool3d",
    distinct: true,
    cases: volume.map(({ b, l, h, w, c, k, s, pad }) => ({
      shapes: [[b, l, h, w, c]],
      f: (x) => tf.maxPool3d(x as tf.Tensor5D, [fit(k, l), fit(k, h), fit(k, w)], s, pad),
    })),
  },
  {
    name: "maximum and minimum of spread values",
    distinct: true,
    cases: image.map(({ b, h, w, c }) => ({
      shapes: [[b, h, 1, c], [h, w, 1]],
      f: (x, y) => {
        const [a, b] = [tf.mul(x, 2), tf.add(tf.mul(y, 2), 1)]; // never equal, nor when one moves
        return tf.add(tf.maximum(a, b), tf.mul(2, tf.minimum(a, b)));
      },
    })),
  },
  {
    name: "mirrorPad",
    cases: fc.tuple(image, fc.constantFrom("reflect" as const, "symmetric" as const)).map(
      ([{ h, w, c, kh, kw }, mode]) => ({
        shapes: [[h, w, c]],
        f: (x) => {
          const most = (length: number) => mode === "reflect" ? length - 1 : length;
          const pads = [[Math.min(kh, most(h)), 0], [0, Math.min(kw, most(w))], [0, 0]];
          return tf.mirrorPad(x, pads as [number, number][], mode);
        },
      }),
    ),
  },
  {
    name: "gather, and a product",
    cases: image.map(({ b, h, w, c }) => ({
      shapes: [[h, w, c], [b + 2, w, c]],
      f: (x, f) =>
        tf.gather(x, tf.tensor1d(Array.from({ length: b + 2 }, (_, i) => i % h), "int32")).mul(f),
    })),
  },
];

for (const { name, cases, distinct = false } of FAMILIES) {
  Deno.test(`${name}: the gradients on WASM are what differences show`, async () => {
    await useBackend("wasm");
    fc.assert(fc.property(cases, (c) => checkDifferences(c, distinct)), { numRuns: 60 });
  });
}
