import type { WinogradShape } from "../../lib/kernels/reference/mod.ts";

/** The sizes that matter to a case; the others are small. */
export type WinogradSizes = Partial<Omit<WinogradShape, "inH" | "inW">> & {
  /** Rows and columns of zeros behind the images; below 0 some inputs are not reached. @default 0 */
  behind?: number;
};

/** The sizes of a convolution whose images are as large as its output and its padding say. */
export function winogradShape({ behind = 0, ...sizes }: WinogradSizes): WinogradShape {
  const all = { batch: 2, inC: 4, outC: 5, outH: 5, outW: 4, top: 0, left: 0, ...sizes };
  const inH = all.outH + 2 - all.top - behind;
  const inW = all.outW + 2 - all.left - behind;
  return { ...all, inH, inW };
}

/** The next multiple of eight. */
export function eights(count: number): number {
  return 8 * Math.ceil(count / 8);
}
