/** Sizes of images and of the larger ones that they are copied into. */
export type PadShape = {
  /** x is `(batch, height, width, channels)`. */
  batch: number;
  height: number;
  width: number;
  channels: number;
  /** The result is `(batch, outH, outW, channels)`. */
  outH: number;
  outW: number;
  /** Row and column of the first pixel in the result. */
  top: number;
  left: number;
  /** Distance of neighbours in the result, 1 or more: 2 leaves one zero between them. */
  stretchH: number;
  stretchW: number;
};

/**
 * Copies images into larger ones of zeros, rows and columns apart where asked.
 *
 * `y[b, top + r · stretchH, left + q · stretchW, c] = x[b, r, q, c]`, 0 elsewhere
 *
 * @param x Shape `(batch, height, width, channels)`.
 * @param shape The sizes; the last row and column must fit in.
 * @returns Shape `(batch, outH, outW, channels)`, the same values and zeros.
 *
 * @example
 * ```ts
 * import { pad } from "./pad.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const y = pad([1, 2], {
 *   ...{ batch: 1, height: 1, width: 2, channels: 1, outH: 1, outW: 5 },
 *   ...{ top: 0, left: 1, stretchH: 1, stretchW: 2 },
 * });
 * assertEquals(y, Float32Array.of(0, 1, 0, 2, 0));
 * ```
 */
export function pad(x: ArrayLike<number>, shape: PadShape): Float32Array {
  const { batch, height, width, channels, outH, outW, top, left, stretchH, stretchW } = shape;
  const y = new Float32Array(batch * outH * outW * channels);
  let from = 0;
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < height; r++) {
      for (let q = 0; q < width; q++) {
        const row = b * outH + top + r * stretchH;
        const to = (row * outW + left + q * stretchW) * channels;
        for (let c = 0; c < channels; c++) y[to + c] = x[from++]!;
      }
    }
  }
  return y;
}
