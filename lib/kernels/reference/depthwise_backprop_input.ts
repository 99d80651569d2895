import { type DepthwiseShape, forEachDepthwiseTerm } from "./depthwise_shape.ts";

/**
 * The gradient of a depthwise convolution by its input.
 *
 * `dx[b, h, w, c] = Σ_(i, j) dy[b, r, q, c] · f[i, j, c]`, over the windows that look at (h, w)
 *
 * @param dy The loss's gradient by the output, shape `(batch, outH, outW, channels)`.
 * @param f The filter, shape `(kH, kW, channels)`.
 * @param shape The sizes.
 * @returns The loss's gradient by the input, shape `(batch, inH, inW, channels)`, in float64.
 *
 * @example The pixel in the middle is seen twice
 * ```ts
 * import { depthwiseBackpropInput } from "./depthwise_backprop_input.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const dx = depthwiseBackpropInput([1, 10], [2, 3], {
 *   ...{ batch: 1, inH: 1, inW: 3, channels: 1, outH: 1, outW: 2, kH: 1, kW: 2 },
 *   ...{ strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, top: 0, left: 0 },
 * });
 * assertEquals(dx, Float64Array.of(2, 23, 30));
 * ```
 */
export function depthwiseBackpropInput(
  dy: ArrayLike<number>,
  f: ArrayLike<number>,
  shape: DepthwiseShape,
): Float64Array {
  const dx = new Float64Array(shape.batch * shape.inH * shape.inW * shape.channels);
  forEachDepthwiseTerm(shape, (at) => dx[at.x]! += dy[at.y]! * f[at.f]!);
  return dx;
}
