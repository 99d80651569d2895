import { forEachWindow, type Pool3dShape } from "./max_pool3d.ts";

/**
 * The gradient of average pooling over volumes by its input.
 *
 * `dx = 0`, then for every window `dx[place] += dy[window] / places` at its places in the volume
 *
 * Padded places do not count, as in the pooling itself; a window of padding alone gives nothing.
 *
 * @param dy The loss's gradient by the output, shape `(batch, outD, outH, outW, channels)`.
 * @param shape The sizes.
 * @returns The loss's gradient by the input, shape `(batch, inD, inH, inW, channels)`, in float64.
 *
 * @example The second window has one place only
 * ```ts
 * import { avgPool3dGrad } from "./avg_pool3d_grad.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const dx = avgPool3dGrad([8, 5], {
 *   ...{ batch: 1, inD: 3, inH: 1, inW: 1, channels: 1, outD: 2, outH: 1, outW: 1 },
 *   ...{ kD: 2, kH: 1, kW: 1, strideD: 2, strideH: 1, strideW: 1, front: 0, top: 0, left: 0 },
 * });
 * assertEquals(dx, Float64Array.of(4, 4, 5));
 * ```
 */
export function avgPool3dGrad(dy: ArrayLike<number>, shape: Pool3dShape): Float64Array {
  const { batch, inD, inH, inW, channels } = shape;
  const dx = new Float64Array(batch * inD * inH * inW * channels);
  forEachWindow(shape, (from, window) => {
    for (const at of window) dx[at]! += dy[from]! / window.length;
  });
  return dx;
}
