/** The sizes of a depthwise convolution in which each channel has one filter of its own. */
export type DepthwiseShape = {
  /** x is `(batch, inH, inW, channels)`. */
  batch: number;
  inH: number;
  inW: number;
  channels: number;
  /** The output is `(batch, outH, outW, channels)`. */
  outH: number;
  outW: number;
  /** The filter is `(kH, kW, channels)`. */
  kH: number;
  kW: number;
  /** Step of the window, and distance of the places it looks at. */
  strideH: number;
  strideW: number;
  dilationH: number;
  dilationW: number;
  /** Rows and columns of padding before the image. */
  top: number;
  left: number;
};

/** Positions of one product of a depthwise convolution in its three arrays. */
export type DepthwiseTerm = { x: number; f: number; y: number };

/**
 * All products of a depthwise convolution: `y[b, r, q, c]` takes `x[b, h, w, c] · f[i, j, c]` where
 * `h = r · strideH − top + i · dilationH`, and w alike, lies in the image.
 *
 * The convolution and its two gradients are three sums over this one list.
 *
 * @param shape The sizes.
 * @param visit Gets the positions of one product after the other.
 *
 * @example A window of two over two pixels, one column of padding before them
 * ```ts
 * import { forEachDepthwiseTerm } from "./depthwise_shape.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const terms: number[][] = [];
 * forEachDepthwiseTerm({
 *   ...{ batch: 1, inH: 1, inW: 2, channels: 1, outH: 1, outW: 2, kH: 1, kW: 2 },
 *   ...{ strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, top: 0, left: 1 },
 * }, ({ x, f, y }) => terms.push([y, x, f]));
 * assertEquals(terms, [[0, 0, 1], [1, 0, 0], [1, 1, 1]]);
 * ```
 */
export function forEachDepthwiseTerm(
  shape: DepthwiseShape,
  visit: (term: DepthwiseTerm) => void,
): void {
  const { batch, inH, inW, channels, outH, outW, kH, kW } = shape;
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < outH; r++) {
      for (let q = 0; q < outW; q++) {
        for (let i = 0; i < kH; i++) {
          for (let j = 0; j < kW; j++) {
            const h = r * shape.strideH - shape.top + i * shape.dilationH;
            const w = q * shape.strideW - shape.left + j * shape.dilationW;
            if (h < 0 || h >= inH || w < 0 || w >= inW) continue;
            for (let c = 0; c < channels; c++) {
              const x = ((b * inH + h) * inW + w) * channels + c;
              const y = ((b * outH + r) * outW + q) * channels + c;
              visit({ x, f: (i * kW + j) * channels + c, y });
            }
          }
        }
      }
    }
  }
}
