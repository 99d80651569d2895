import { type Conv3dShape, forEachConv3dTerm } from "./conv3d_shape.ts";

/**
 * The gradient of a 3-D convolution by its filter.
 *
 * `df[i, j, l, c, o] = Σ_(b, p, r, q) x[b, d, h, w, c] · dy[b, p, r, q, o]`, over the places that
 * (i, j, l) looks at
 *
 * @param x The convolution's input, shape `(batch, inD, inH, inW, inC)`.
 * @param dy The loss's gradient by the output, shape `(batch, outD, outH, outW, outC)`.
 * @param s The sizes.
 * @returns The loss's gradient by the filter, shape `(kD, kH, kW, inC, outC)`, in float64.
 *
 * @example A window of two over three places
 * ```ts
 * import { conv3dBackpropFilter } from "./conv3d_backprop_filter.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const one = { batch: 1, inH: 1, inW: 1, inC: 1, kH: 1, kW: 1, outC: 1, outH: 1, outW: 1 };
 * const still = { strideD: 1, strideH: 1, strideW: 1, front: 0, top: 0, left: 0 };
 * const df = conv3dBackpropFilter([1, 2, 3], [10, 1], { ...one, ...still, inD: 3, kD: 2, outD: 2 });
 * assertEquals(df, Float64Array.of(12, 23));
 * ```
 */
export function conv3dBackpropFilter(
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
  s: Conv3dShape,
): Float64Array {
  const df = new Float64Array(s.kD * s.kH * s.kW * s.inC * s.outC);
  forEachConv3dTerm(s, (at) => df[at.f]! += x[at.x]! * dy[at.y]!);
  return df;
}
