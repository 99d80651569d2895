/** Sizes of a pooling over windows of a volume with padding. */
export type Pool3dShape = {
  /** x is `(batch, inD, inH, inW, channels)`. */
  batch: number;
  inD: number;
  inH: number;
  inW: number;
  channels: number;
  /** The output is `(batch, outD, outH, outW, channels)`. */
  outD: number;
  outH: number;
  outW: number;
  /** Size of the window and its step. */
  kD: number;
  kH: number;
  kW: number;
  strideD: number;
  strideH: number;
  strideW: number;
  /** Padding before the volume. */
  front: number;
  top: number;
  left: number;
};

/**
 * The maximum of every window.
 *
 * `out[window] = max x`, NaN where the window holds one, −Infinity where all of it is padding
 *
 * @param x The input, shape `(batch, inD, inH, inW, channels)`.
 * @param shape The sizes.
 * @returns Shape `(batch, outD, outH, outW, channels)`.
 *
 * @example Two windows of two
 * ```ts
 * import { maxPool3d } from "./max_pool3d.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = maxPool3d([-3, -2, 5, 4], {
 *   ...{ batch: 1, inD: 4, inH: 1, inW: 1, channels: 1, outD: 2, outH: 1, outW: 1 },
 *   ...{ kD: 2, kH: 1, kW: 1, strideD: 2, strideH: 1, strideW: 1, front: 0, top: 0, left: 0 },
 * });
 * assertEquals(out, Float32Array.of(-2, 5));
 * ```
 */
export function maxPool3d(x: ArrayLike<number>, shape: Pool3dShape): Float32Array {
  const { batch, outD, outH, outW, channels } = shape;
  const out = new Float32Array(batch * outD * outH * outW * channels).fill(-Infinity);
  forEachWindow(shape, (to, window) => {
    for (const at of window) out[to] = Math.max(out[to]!, x[at]!);
  });
  return out;
}

/** For every value of the output, the positions in x that its window holds, in reading order. */
export function forEachWindow(
  shape: Pool3dShape,
  visit: (to: number, window: number[]) => void,
): void {
  const { batch, inD, inH, inW, channels, outD, outH, outW } = shape;
  let to = 0;
  for (let b = 0; b < batch; b++) {
    for (let p = 0; p < outD; p++) {
      for (let r = 0; r < outH; r++) {
        for (let q = 0; q < outW; q++) {
          for (let c = 0; c < channels; c++) {
            const window: number[] = [];
            for (const d of inside(p * shape.strideD - shape.front, shape.kD, inD)) {
              for (const h of inside(r * shape.strideH - shape.top, shape.kH, inH)) {
                for (const w of inside(q * shape.strideW - shape.left, shape.kW, inW)) {
                  window.push((((b * inD + d) * inH + h) * inW + w) * channels + c);
                }
              }
            }
            visit(to++, window);
          }
        }
      }
    }
  }
}

/** The whole numbers from `start`, `size` of them, that lie in 0 … length − 1. */
function inside(start: number, size: number, length: number): number[] {
  const all = Array.from({ length: size }, (_, i) => start + i);
  return all.filter((at) => at >= 0 && at < length);
}
