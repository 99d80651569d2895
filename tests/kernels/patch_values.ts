import type { DensePatchesShape, PatchRows } from "../../lib/kernels/reference/mod.ts";
import { createPrng } from "descent/core";

/** Which share of the patches is listed. 0: all are blank; 1: none is. */
export const SHARES = [0, 0.2, 0.7, 1];

/** A list of patches for a layer of these sizes, with values by `draw`. */
export function patchRows(
  { batch, positions, channels }: DensePatchesShape,
  share: number,
  draw: (n: number, seed: number) => Float32Array,
): PatchRows & { a: Float32Array; blank: Float32Array; samples: number[]; starts: number[] } {
  const prng = createPrng(3);
  const starts = [0];
  const samples: number[] = [];
  for (let p = 0; p < positions; p++) {
    for (let b = 0; b < batch; b++) if (prng.next() < share) samples.push(b);
    starts.push(samples.length);
  }
  return { a: draw(samples.length * channels, 4), blank: draw(channels, 5), samples, starts };
}
