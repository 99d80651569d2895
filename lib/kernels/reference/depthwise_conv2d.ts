import { type DepthwiseShape, forEachDepthwiseTerm } from "./depthwise_shape.ts";

/**
 * A depthwise convolution: each channel has one filter of its own.
 *
 * `y[b, r, q, c] = Σ_(i, j) x[b, r·sH − top + i·dH, q·sW − left + j·dW, c] · f[i, j, c]`
 *
 * @param x The input, shape `(batch, inH, inW, channels)`; around it lies padding of zeros.
 * @param f The filter, shape `(kH, kW, channels)`.
 * @param shape The sizes.
 * @returns Shape `(batch, outH, outW, channels)`, in float64.
 *
 * @example A window of two over three pixels
 * ```ts
 * import { depthwiseConv2d } from "./depthwise_conv2d.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const y = depthwiseConv2d([1, 2, 3], [10, 1], {
 *   ...{ batch: 1, inH: 1, inW: 3, channels: 1, outH: 1, outW: 2, kH: 1, kW: 2 },
 *   ...{ strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, top: 0, left: 0 },
 * });
 * assertEquals(y, Float64Array.of(12, 23));
 * ```
 */
export function depthwiseConv2d(
  x: ArrayLike<number>,
  f: ArrayLike<number>,
  shape: DepthwiseShape,
): Float64Array {
  const y = new Float64Array(shape.batch * shape.outH * shape.outW * shape.channels);
  forEachDepthwiseTerm(shape, (at) => y[at.y]! += x[at.x]! * f[at.f]!);
  return y;
}
