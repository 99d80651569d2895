/** Where the taps of a patch lie in the images, and how many channels a convolution makes of it. */
export type PatchShape = {
  /** Width and channels of an image: its rows are `inW · inC` values. */
  inW: number;
  inC: number;
  /** The filter is `(kH, kW, inC, outC)`. */
  kH: number;
  kW: number;
  outC: number;
};

/**
 * A convolution at some patches only.
 *
 * `y[i, o] = bias[o] + Σ_t patch i [t] · w[t, o]` over the `kH · kW · inC` taps t, then `max(0, ·)`
 * with `relu`; NaN stays NaN.
 *
 * @param x Images, padding included.
 * @param patches The bytes from x's beginning to the first tap of each patch, shape `(count)`.
 * @param w Filter, shape `(kH, kW, inC, outC)`.
 * @param options The sizes; `bias` of shape `(outC)`, 0 where left out; `relu`, off where left out.
 * @returns Shape `(count, outC)`, summed in float64.
 *
 * @example The last two of three pixels, by a window of two
 * ```ts
 * import { convPatches } from "./conv_patches.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const sizes = { inW: 3, inC: 1, kH: 1, kW: 2, outC: 1 };
 * assertEquals(convPatches([1, 2, 3], [4], [10, 1], sizes), Float64Array.of(23));
 * ```
 */
export function convPatches(
  x: ArrayLike<number>,
  patches: ArrayLike<number>,
  w: ArrayLike<number>,
  options: PatchShape & { bias?: ArrayLike<number>; relu?: boolean },
): Float64Array {
  const { outC, bias, relu = false } = options;
  const offsets = tapOffsets(options);
  const y = new Float64Array(patches.length * outC);
  for (let i = 0; i < patches.length; i++) {
    for (let o = 0; o < outC; o++) {
      let sum = bias ? bias[o]! : 0;
      offsets.forEach((offset, t) => sum += x[patches[i]! / 4 + offset]! * w[t * outC + o]!);
      y[i * outC + o] = relu && sum < 0 ? 0 : sum;
    }
  }
  return y;
}

/**
 * The distance, in values, from a patch's first tap to each of its taps.
 *
 * @param shape The sizes.
 * @returns `kH · kW · inC` distances, in the order of the filter.
 *
 * @example Two by two in an image of three columns
 * ```ts
 * import { tapOffsets } from "./conv_patches.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tapOffsets({ inW: 3, inC: 1, kH: 2, kW: 2, outC: 1 }), [0, 1, 3, 4]);
 * ```
 */
export function tapOffsets({ inW, inC, kH, kW }: PatchShape): number[] {
  const offsets: number[] = [];
  for (let i = 0; i < kH; i++) {
    for (let t = 0; t < kW * inC; t++) offsets.push(i * inW * inC + t);
  }
  return offsets;
}
