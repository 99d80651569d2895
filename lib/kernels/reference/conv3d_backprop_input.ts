import { type Conv3dShape, forEachConv3dTerm } from "./conv3d_shape.ts";

/**
 * The gradient of a 3-D convolution by its input, which is also the transposed convolution.
 *
 * `dx[b, d, h, w, c] = Σ_o dy[b, p, r, q, o] · f[i, j, l, c, o]`, over all windows (p, r, q) and
 * their places (i, j, l) that look at (d, h, w)
 *
 * @param dy The loss's gradient by the output, shape `(batch, outD, outH, outW, outC)`.
 * @param f The filter, shape `(kD, kH, kW, inC, outC)`.
 * @param s The sizes.
 * @returns The loss's gradient by the input, shape `(batch, inD, inH, inW, inC)`, in float64.
 *
 * @example The place in the middle is seen by both windows
 * ```ts
 * import { conv3dBackpropInput } from "./conv3d_backprop_input.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const one = { batch: 1, inH: 1, inW: 1, inC: 1, kH: 1, kW: 1, outC: 1, outH: 1, outW: 1 };
 * const still = { strideD: 1, strideH: 1, strideW: 1, front: 0, top: 0, left: 0 };
 * const dx = conv3dBackpropInput([1, 10], [2, 3], { ...one, ...still, inD: 3, kD: 2, outD: 2 });
 * assertEquals(dx, Float64Array.of(2, 23, 30));
 * ```
 */
export function conv3dBackpropInput(
  dy: ArrayLike<number>,
  f: ArrayLike<number>,
  s: Conv3dShape,
): Float64Array {
  const dx = new Float64Array(s.batch * s.inD * s.inH * s.inW * s.inC);
  forEachConv3dTerm(s, (at) => dx[at.x]! += dy[at.y]! * f[at.f]!);
  return dx;
}
