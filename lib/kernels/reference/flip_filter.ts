/**
 * A filter turned round, its input and output channels exchanged: the convolution with it is the
 * input gradient of the convolution with `w`.
 *
 * `out[i, j, o, c] = w[kH − 1 − i, kW − 1 − j, c, o]`
 *
 * @param w Shape `(kH, kW, inC, outC)`.
 * @param options The sizes.
 * @returns Shape `(kH, kW, outC, inC)`, the same values.
 *
 * @example
 * ```ts
 * import { flipFilter } from "./flip_filter.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = flipFilter([1, 2, 3, 4], { kH: 1, kW: 2, inC: 2, outC: 1 });
 * assertEquals(out, Float32Array.of(3, 4, 1, 2));
 * ```
 */
export function flipFilter(
  w: ArrayLike<number>,
  { kH, kW, inC, outC }: { kH: number; kW: number; inC: number; outC: number },
): Float32Array {
  const out = new Float32Array(kH * kW * inC * outC);
  let to = 0;
  for (let i = 0; i < kH; i++) {
    for (let j = 0; j < kW; j++) {
      for (let o = 0; o < outC; o++) {
        for (let c = 0; c < inC; c++) {
          out[to++] = w[(((kH - 1 - i) * kW + kW - 1 - j) * inC + c) * outC + o]!;
        }
      }
    }
  }
  return out;
}
