import { type DepthwiseShape, forEachDepthwiseTerm } from "./depthwise_shape.ts";

/**
 * The gradient of a depthwise convolution by its filter.
 *
 * `df[i, j, c] = Σ_(b, r, q) x[b, h, w, c] · dy[b, r, q, c]`, over the places that (i, j) looks at
 *
 * @param x The convolution's input, shape `(batch, inH, inW, channels)`.
 * @param dy The loss's gradient by the output, shape `(batch, outH, outW, channels)`.
 * @param shape The sizes.
 * @returns The loss's gradient by the filter, shape `(kH, kW, channels)`, in float64.
 *
 * @example A window of two over three pixels
 * ```ts
 * import { depthwiseBackpropFilter } from "./depthwise_backprop_filter.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const df = depthwiseBackpropFilter([1, 2, 3], [10, 1], {
 *   ...{ batch: 1, inH: 1, inW: 3, channels: 1, outH: 1, outW: 2, kH: 1, kW: 2 },
 *   ...{ strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, top: 0, left: 0 },
 * });
 * assertEquals(df, Float64Array.of(12, 23));
 * ```
 */
export function depthwiseBackpropFilter(
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
  shape: DepthwiseShape,
): Float64Array {
  const df = new Float64Array(shape.kH * shape.kW * shape.channels);
  forEachDepthwiseTerm(shape, (at) => df[at.f]! += x[at.x]! * dy[at.y]!);
  return df;
}
