import { forEachWindow, type Pool3dShape } from "./max_pool3d.ts";

/**
 * The mean of every window.
 *
 * `out[window] = Σ x / places` over those of its places that lie in the volume; 0 where none does
 *
 * @param x The input, shape `(batch, inD, inH, inW, channels)`.
 * @param shape The sizes.
 * @returns Shape `(batch, outD, outH, outW, channels)`, in float64.
 *
 * @example The second window has one place only
 * ```ts
 * import { avgPool3d } from "./avg_pool3d.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = avgPool3d([1, 3, 5], {
 *   ...{ batch: 1, inD: 3, inH: 1, inW: 1, channels: 1, outD: 2, outH: 1, outW: 1 },
 *   ...{ kD: 2, kH: 1, kW: 1, strideD: 2, strideH: 1, strideW: 1, front: 0, top: 0, left: 0 },
 * });
 * assertEquals(out, Float64Array.of(2, 5));
 * ```
 */
export function avgPool3d(x: ArrayLike<number>, shape: Pool3dShape): Float64Array {
  const { batch, outD, outH, outW, channels } = shape;
  const out = new Float64Array(batch * outD * outH * outW * channels);
  forEachWindow(shape, (to, window) => {
    for (const at of window) out[to]! += x[at]! / window.length;
  });
  return out;
}
