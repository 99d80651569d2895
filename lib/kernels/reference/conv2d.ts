import { type ConvShape, forEachTerm } from "./conv_shape.ts";

/**
 * A 2-D convolution of an input that is already padded, with a bias and a ReLU where asked.
 *
 * `y[b, r, q, o] = bias[o] + Σ_(i, j, c) x[b, r·sH + i, q·sW + j, c] · w[i, j, c, o]`, then
 * `max(0, ·)` with `relu`; NaN stays NaN.
 *
 * @param x Input, shape `(batch, inH, inW, inC)`.
 * @param w Filter, shape `(kH, kW, inC, outC)`.
 * @param options The sizes; `bias` of shape `(outC)`, 0 where left out; `relu`, off where left out.
 * @returns The output, shape `(batch, outH, outW, outC)`, summed in float64.
 *
 * @example A window of two over three pixels
 * ```ts
 * import { conv2d } from "./conv2d.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const one = { batch: 1, inH: 1, inC: 1, kH: 1, outC: 1, outH: 1, strideH: 1, strideW: 1 };
 * const y = conv2d([1, 2, 3], [10, 1], { ...one, inW: 3, kW: 2, outW: 2, bias: [100] });
 * assertEquals(y, Float64Array.of(112, 123));
 * ```
 */
export function conv2d(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  options: ConvShape & { bias?: ArrayLike<number>; relu?: boolean },
): Float64Array {
  const { batch, outH, outW, outC, bias, relu = false } = options;
  const y = new Float64Array(batch * outH * outW * outC);
  if (bias) { for (let at = 0; at < y.length; at++) y[at] = bias[at % outC]!; }
  forEachTerm(options, (at) => y[at.y]! += x[at.x]! * w[at.w]!);
  return relu ? y.map((value) => value < 0 ? 0 : value) : y;
}
