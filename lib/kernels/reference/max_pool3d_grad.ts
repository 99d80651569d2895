import { forEachWindow, type Pool3dShape } from "./max_pool3d.ts";

/**
 * The gradient of max pooling over volumes by its input.
 *
 * `dx = 0`, then for every window `dx[first maximum] += dy[window]`
 *
 * The first in reading order. Padding and NaN never are the maximum, −Infinity may be; a window of
 * nothing else gives no gradient.
 *
 * @param x The pooling's input, shape `(batch, inD, inH, inW, channels)`.
 * @param dy The loss's gradient by the output, shape `(batch, outD, outH, outW, channels)`.
 * @param shape The sizes.
 * @returns The loss's gradient by the input, in float64.
 *
 * @example The second window's maxima are equal
 * ```ts
 * import { maxPool3dGrad } from "./max_pool3d_grad.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const dx = maxPool3dGrad([-3, -2, 5, 5], [7, 8], {
 *   ...{ batch: 1, inD: 4, inH: 1, inW: 1, channels: 1, outD: 2, outH: 1, outW: 1 },
 *   ...{ kD: 2, kH: 1, kW: 1, strideD: 2, strideH: 1, strideW: 1, front: 0, top: 0, left: 0 },
 * });
 * assertEquals(dx, Float64Array.of(0, 7, 8, 0));
 * ```
 */
export function maxPool3dGrad(
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
  shape: Pool3dShape,
): Float64Array {
  const { batch, inD, inH, inW, channels } = shape;
  const dx = new Float64Array(batch * inD * inH * inW * channels);
  forEachWindow(shape, (from, window) => {
    let best: number | undefined;
    for (const at of window) {
      if (Number.isNaN(x[at])) continue;
      if (best === undefined || x[at]! > x[best]!) best = at;
    }
    if (best !== undefined) dx[best]! += dy[from]!;
  });
  return dx;
}
