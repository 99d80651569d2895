import { type ConvShape, forEachTerm } from "./conv_shape.ts";

/**
 * The gradient of a 2-D convolution by its input.
 *
 * `dx[b, h, v, c] = Σ w[i, j, c, o] · dy[b, r, q, o]` over all `(i, j, o)` and all `(r, q)` with
 * `r·sH + i = h` and `q·sW + j = v`. The kernels reach it another way, as the convolution of `dy`,
 * spread out and padded, with the filter turned round.
 *
 * @param dy The loss's gradient by the output, shape `(batch, outH, outW, outC)`.
 * @param w The filter, shape `(kH, kW, inC, outC)`.
 * @param shape The sizes.
 * @returns The loss's gradient by the input, padding included, shape `(batch, inH, inW, inC)`,
 * summed in float64; 0 where no window reaches.
 *
 * @example A window of two over three pixels: the middle one is seen twice
 * ```ts
 * import { conv2dBackpropInput } from "./conv2d_backprop_input.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const one = { batch: 1, inH: 1, inC: 1, kH: 1, outC: 1, outH: 1, strideH: 1, strideW: 1 };
 * const dx = conv2dBackpropInput([1, 2], [10, 1], { ...one, inW: 3, kW: 2, outW: 2 });
 * assertEquals(dx, Float64Array.of(10, 21, 2));
 * ```
 */
export function conv2dBackpropInput(
  dy: ArrayLike<number>,
  w: ArrayLike<number>,
  shape: ConvShape,
): Float64Array {
  const dx = new Float64Array(shape.batch * shape.inH * shape.inW * shape.inC);
  forEachTerm(shape, (at) => dx[at.x]! += w[at.w]! * dy[at.y]!);
  return dx;
}
