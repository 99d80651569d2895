/** Sizes of a pooling over windows of an image with padding. */
export type PoolShape = {
  /** x is `(batch, inH, inW, channels)`. */
  batch: number;
  inH: number;
  inW: number;
  channels: number;
  /** The output is `(batch, outH, outW, channels)`. */
  outH: number;
  outW: number;
  /** Size of the window and its step. */
  kH: number;
  kW: number;
  strideH: number;
  strideW: number;
  /** Rows and columns of padding before the image. */
  top: number;
  left: number;
};

/**
 * The gradient of max pooling by its input: each window hands its gradient to its first maximum.
 *
 * `dx = 0`, then for every window `dx[first maximum] += dy[window]`
 *
 * The first in reading order, as in PyTorch. Padding and NaN never are the maximum, −Infinity may
 * be; a window of nothing else gives no gradient.
 *
 * @param x The pooling's input, shape `(batch, inH, inW, channels)`.
 * @param dy The loss's gradient by the output, shape `(batch, outH, outW, channels)`.
 * @param shape The sizes.
 * @returns The loss's gradient by the input, shape `(batch, inH, inW, channels)`, in float64.
 *
 * @example Two windows of two pixels; the second one's maxima are equal
 * ```ts
 * import { maxPoolGrad } from "./max_pool_grad.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const dx = maxPoolGrad([-3, -2, 5, 5], [7, 8], {
 *   ...{ batch: 1, inH: 1, inW: 4, channels: 1, outH: 1, outW: 2 },
 *   ...{ kH: 1, kW: 2, strideH: 1, strideW: 2, top: 0, left: 0 },
 * });
 * assertEquals(dx, Float64Array.of(0, 7, 8, 0));
 * ```
 */
export function maxPoolGrad(
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
  shape: PoolShape,
): Float64Array {
  const { batch, inH, inW, channels, outH, outW } = shape;
  const dx = new Float64Array(batch * inH * inW * channels);
  let from = 0;
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < outH; r++) {
      for (let q = 0; q < outW; q++) {
        for (let c = 0; c < channels; c++) {
          const at = firstMaximum(x, shape, { b, r, q, c });
          if (at !== undefined) dx[at]! += dy[from]!;
          from++;
        }
      }
    }
  }
  return dx;
}

/** Where in x the maximum of a window lies. */
function firstMaximum(
  x: ArrayLike<number>,
  { inH, inW, channels, kH, kW, strideH, strideW, top, left }: PoolShape,
  { b, r, q, c }: { b: number; r: number; q: number; c: number },
): number | undefined {
  let best: number | undefined;
  for (let i = 0; i < kH; i++) {
    for (let j = 0; j < kW; j++) {
      const h = r * strideH - top + i;
      const w = q * strideW - left + j;
      if (h < 0 || h >= inH || w < 0 || w >= inW) continue;
      const at = ((b * inH + h) * inW + w) * channels + c;
      if (Number.isNaN(x[at])) continue;
      if (best === undefined || x[at]! > x[best]!) best = at;
    }
  }
  return best;
}
