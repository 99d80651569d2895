/**
 * The gradient of the maximum over all places of an image.
 *
 * `dx[b, p, c] = dy[b, c]` where `x[b, p, c] = y[b, c]`, else 0: each of several maxima gets it whole
 *
 * @param x What the maximum was taken of, shape `(batch, places, channels)`.
 * @param y The maxima, shape `(batch, channels)`.
 * @param dy Their gradient, shape `(batch, channels)`.
 * @param places How many places an image has.
 * @param channels How many channels.
 * @returns Shape `(batch, places, channels)`.
 *
 * @example
 * ```ts
 * import { globalMaxGrad } from "./global_max_grad.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(globalMaxGrad([2, 7, 7], [7], [5], 3, 1), Float32Array.of(0, 5, 5));
 * ```
 */
export function globalMaxGrad(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  dy: ArrayLike<number>,
  places: number,
  channels: number,
): Float32Array {
  return Float32Array.from(x, (value, at) => {
    const from = Math.floor(at / (places * channels)) * channels + at % channels;
    return value === y[from] ? dy[from]! : 0;
  });
}
