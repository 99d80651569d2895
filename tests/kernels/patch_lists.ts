import type { PatchShape } from "../../lib/kernels/reference/mod.ts";
import { createPrng } from "descent/core";

/** Values of the images from which patches are taken. */
export const PIXELS = 90;

/** Filters of 1 to 27 taps, over one to three channels. */
export const SIZES: PatchShape[] = [
  { inW: 1, inC: 1, kH: 1, kW: 1, outC: 8 },
  { inW: 5, inC: 1, kH: 1, kW: 2, outC: 16 },
  { inW: 4, inC: 3, kH: 1, kW: 1, outC: 8 },
  { inW: 5, inC: 2, kH: 2, kW: 1, outC: 24 },
  { inW: 6, inC: 1, kH: 5, kW: 1, outC: 8 },
  { inW: 5, inC: 3, kH: 2, kW: 1, outC: 8 },
  { inW: 8, inC: 1, kH: 1, kW: 7, outC: 32 },
  { inW: 4, inC: 2, kH: 2, kW: 2, outC: 8 },
  { inW: 6, inC: 1, kH: 3, kW: 3, outC: 8 },
  { inW: 3, inC: 2, kH: 5, kW: 1, outC: 8 },
  { inW: 4, inC: 3, kH: 2, kW: 2, outC: 16 },
  { inW: 5, inC: 2, kH: 3, kW: 3, outC: 8 },
  { inW: 5, inC: 3, kH: 3, kW: 3, outC: 16 },
];

/**
 * Offsets, in bytes, of some patches that lie in the images, at any order and with repeats; the last
 * one ends where the images end.
 */
export function patchesOf({ inW, inC, kH, kW }: PatchShape, count: number): number[] {
  const prng = createPrng(count);
  const last = PIXELS - ((kH - 1) * inW + kW) * inC;
  return Array.from(
    { length: count },
    (_, i) => 4 * (i === count - 1 ? last : prng.nextInteger(last + 1)),
  );
}
