import { conv2dBackpropFilter } from "./conv2d_backprop_filter.ts";
import { paddedShape, winogradPadded, type WinogradShape } from "./winograd_conv2d.ts";

/**
 * The gradient of a 2-D convolution by its filter of 3 × 3: `conv2dBackpropFilter` of the padded input.
 *
 * @param x Input, shape `(batch, inH, inW, inC)`.
 * @param dy The loss's gradient by the output, shape `(batch, outH, outW, outC)`.
 * @param shape The sizes.
 * @returns The loss's gradient by the filter, shape `(3, 3, inC, outC)`, summed in float64.
 *
 * @example One pixel that the filter's middle sees
 * ```ts
 * import { winogradBackpropFilter } from "./winograd_backprop_filter.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const dw = winogradBackpropFilter([2], [3], {
 *   ...{ batch: 1, inH: 1, inW: 1, inC: 1, outC: 1, outH: 1, outW: 1, top: 1, left: 1 },
 * });
 * assertEquals(dw, Float64Array.of(0, 0, 0, 0, 6, 0, 0, 0, 0));
 * ```
 */
export function winogradBackpropFilter(
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
  shape: WinogradShape,
): Float64Array {
  return conv2dBackpropFilter(winogradPadded(x, shape), dy, paddedShape(shape));
}
