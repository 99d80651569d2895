import { type ConvShape, forEachTerm } from "./conv_shape.ts";

/**
 * The gradient of a 2-D convolution by its filter.
 *
 * `dw[i, j, c, o] = Σ_(b, r, q) x[b, r·sH + i, q·sW + j, c] · dy[b, r, q, o]`
 *
 * @param x The convolution's input, padding included, shape `(batch, inH, inW, inC)`.
 * @param dy The loss's gradient by the output, shape `(batch, outH, outW, outC)`.
 * @param shape The sizes.
 * @returns The loss's gradient by the filter, shape `(kH, kW, inC, outC)`, summed in float64.
 *
 * @example A window of two over three pixels
 * ```ts
 * import { conv2dBackpropFilter } from "./conv2d_backprop_filter.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const one = { batch: 1, inH: 1, inC: 1, kH: 1, outC: 1, outH: 1, strideH: 1, strideW: 1 };
 * const dw = conv2dBackpropFilter([1, 2, 3], [10, 1], { ...one, inW: 3, kW: 2, outW: 2 });
 * assertEquals(dw, Float64Array.of(12, 23));
 * ```
 */
export function conv2dBackpropFilter(
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
  shape: ConvShape,
): Float64Array {
  const dw = new Float64Array(shape.kH * shape.kW * shape.inC * shape.outC);
  forEachTerm(shape, (at) => dw[at.w]! += x[at.x]! * dy[at.y]!);
  return dw;
}
