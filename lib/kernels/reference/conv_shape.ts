/**
 * The sizes of a 2-D convolution without padding and without dilation.
 *
 * `(outH − 1) · strideH + kH <= inH`, and the same for the width: rows of the input that no window
 * reaches are allowed.
 */
export type ConvShape = {
  /** Images. */
  batch: number;
  /** Height, width and channels of the input, padding included: x is `(batch, inH, inW, inC)`. */
  inH: number;
  inW: number;
  inC: number;
  /** The filter is `(kH, kW, inC, outC)`. */
  kH: number;
  kW: number;
  /** The output is `(batch, outH, outW, outC)`. */
  outC: number;
  outH: number;
  outW: number;
  /** Step of the window, in rows and in columns. */
  strideH: number;
  strideW: number;
};

/** Positions of one product of a convolution in its three arrays. */
export type Term = { x: number; w: number; y: number };

/**
 * All products of a convolution: `y[b, r, q, o]` takes `x[b, r·sH + i, q·sW + j, c] · w[i, j, c, o]`.
 *
 * The convolution and its two gradients are three sums over this one list, each into another of the
 * three arrays.
 *
 * @param shape The sizes.
 * @param visit Gets the positions of one product after the other. The record is used again for the
 * next one.
 *
 * @example A window of two over three pixels: y₀ = x₀w₀ + x₁w₁, y₁ = x₁w₀ + x₂w₁
 * ```ts
 * import { forEachTerm } from "./conv_shape.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const one = { batch: 1, inH: 1, inC: 1, kH: 1, outC: 1, outH: 1, strideH: 1, strideW: 1 };
 * const terms: number[][] = [];
 * forEachTerm({ ...one, inW: 3, kW: 2, outW: 2 }, ({ x, w, y }) => terms.push([y, x, w]));
 * assertEquals(terms, [[0, 0, 0], [0, 1, 1], [1, 1, 0], [1, 2, 1]]);
 * ```
 */
export function forEachTerm(shape: ConvShape, visit: (term: Term) => void): void {
  const { batch, inH, inW, inC, kH, kW, outC, outH, outW, strideH, strideW } = shape;
  const term = { x: 0, w: 0, y: 0 };
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < outH; r++) {
      for (let q = 0; q < outW; q++) {
        for (let i = 0; i < kH; i++) {
          for (let j = 0; j < kW; j++) {
            for (let c = 0; c < inC; c++) {
              term.x = ((b * inH + r * strideH + i) * inW + q * strideW + j) * inC + c;
              for (let o = 0; o < outC; o++) {
                term.w = ((i * kW + j) * inC + c) * outC + o;
                term.y = ((b * outH + r) * outW + q) * outC + o;
                visit(term);
              }
            }
          }
        }
      }
    }
  }
}
