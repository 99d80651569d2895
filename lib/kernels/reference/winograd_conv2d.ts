import { conv2d } from "./conv2d.ts";
import type { ConvShape } from "./conv_shape.ts";
import { pad } from "./pad.ts";

/** The sizes of a convolution with a filter of 3 × 3, steps of 1 and zeros around the images. */
export type WinogradShape = {
  /** x is `(batch, inH, inW, inC)`. */
  batch: number;
  inH: number;
  inW: number;
  inC: number;
  /** y is `(batch, outH, outW, outC)`. */
  outC: number;
  outH: number;
  outW: number;
  /** Rows and columns of zeros before the images; behind them there are as many as are needed. */
  top: number;
  left: number;
};

/**
 * A 2-D convolution with a filter of 3 × 3, with a bias, a ReLU and a pooling where asked: `conv2d` of the
 * padded input. Winograd's algorithm is another way to the same numbers.
 *
 * @param x Input, shape `(batch, inH, inW, inC)`.
 * @param w Filter, shape `(3, 3, inC, outC)`.
 * @param options The sizes; `bias` and `relu` as `conv2d` has them; `pool`: whether the maximum of every two
 * by two outputs is wanted, those beyond the last whole pair left out.
 * @returns The output, shape `(batch, outH, outW, outC)`, summed in float64; pooled
 * `(batch, ⌊outH / 2⌋, ⌊outW / 2⌋, outC)`.
 *
 * @example One pixel, seen by a filter from two places
 * ```ts
 * import { winogradConv2d } from "./winograd_conv2d.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const y = winogradConv2d([2], [1, 2, 3, 4, 5, 6, 7, 8, 9], {
 *   ...{ batch: 1, inH: 1, inW: 1, inC: 1, outC: 1, outH: 1, outW: 2, top: 1, left: 1 },
 * });
 * assertEquals(y, Float64Array.of(10, 8));
 * ```
 */
export function winogradConv2d(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  options: WinogradShape & { bias?: ArrayLike<number>; relu?: boolean; pool?: boolean },
): Float64Array {
  const shape = paddedShape(options);
  const y = conv2d(winogradPadded(x, options), w, { ...options, ...shape });
  return options.pool ? maxima(y, options) : y;
}

function maxima(y: Float64Array, { batch, outH, outW, outC }: WinogradShape): Float64Array {
  const [height, width] = [outH >> 1, outW >> 1];
  return new Float64Array(batch * height * width * outC).map((_, at) => {
    const [pixel, o] = [Math.floor(at / outC), at % outC];
    const [row, b] = [Math.floor(pixel / width) % height, Math.floor(pixel / width / height)];
    const of = (i: number, j: number) =>
      y[((b * outH + 2 * row + i) * outW + 2 * (pixel % width) + j) * outC + o]!;
    return Math.max(of(0, 0), of(0, 1), of(1, 0), of(1, 1));
  });
}

/**
 * The images with the zeros around them that the windows reach.
 *
 * @param x Shape `(batch, inH, inW, inC)`, values that float32 holds.
 * @param shape The sizes.
 * @returns Shape `(batch, …, …, inC)`, of the sizes that `paddedShape` gives.
 */
export function winogradPadded(x: ArrayLike<number>, shape: WinogradShape): Float32Array {
  const { inH, inW } = paddedShape(shape);
  return pad(x, {
    ...{ batch: shape.batch, height: shape.inH, width: shape.inW, channels: shape.inC },
    ...{ outH: inH, outW: inW, top: shape.top, left: shape.left, stretchH: 1, stretchW: 1 },
  });
}

/**
 * The sizes of the convolution of the padded images.
 *
 * @param shape The sizes.
 * @returns The same for `conv2d` and its gradients.
 */
export function paddedShape(shape: WinogradShape): ConvShape {
  const inH = Math.max(shape.top + shape.inH, shape.outH + 2);
  const inW = Math.max(shape.left + shape.inW, shape.outW + 2);
  return { ...shape, inH, inW, kH: 3, kW: 3, strideH: 1, strideW: 1 };
}
