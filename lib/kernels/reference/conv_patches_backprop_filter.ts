import { type PatchShape, tapOffsets } from "./conv_patches.ts";

/**
 * The gradient of a convolution at some patches by its filter.
 *
 * `dw[t, o] = Σ_i patch i [t] · dy[i, o]`
 *
 * @param x Images, padding included.
 * @param patches The bytes from x's beginning to the first tap of each patch, shape `(count)`.
 * @param dy The loss's gradient by the output, shape `(count, outC)`.
 * @param shape The sizes.
 * @returns The loss's gradient by the filter, shape `(kH, kW, inC, outC)`, summed in float64; zeros
 * if there are no patches.
 *
 * @example Both windows of two over three pixels
 * ```ts
 * import { convPatchesBackpropFilter } from "./conv_patches_backprop_filter.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const sizes = { inW: 3, inC: 1, kH: 1, kW: 2, outC: 1 };
 * const dw = convPatchesBackpropFilter([1, 2, 3], [0, 4], [10, 1], sizes);
 * assertEquals(dw, Float64Array.of(12, 23));
 * ```
 */
export function convPatchesBackpropFilter(
  x: ArrayLike<number>,
  patches: ArrayLike<number>,
  dy: ArrayLike<number>,
  shape: PatchShape,
): Float64Array {
  const { outC } = shape;
  const offsets = tapOffsets(shape);
  const dw = new Float64Array(offsets.length * outC);
  for (let i = 0; i < patches.length; i++) {
    offsets.forEach((offset, t) => {
      const value = x[patches[i]! / 4 + offset]!;
      for (let o = 0; o < outC; o++) dw[t * outC + o]! += value * dy[i * outC + o]!;
    });
  }
  return dw;
}
