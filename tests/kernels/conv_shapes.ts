import type { ConvShape } from "../../lib/kernels/reference/mod.ts";

/** The sizes that matter to a case; the others are small. */
export type ConvSizes = Partial<Omit<ConvShape, "inH" | "inW">> & {
  /** Rows and columns of the input behind the last window. @default 0 */
  unused?: number;
};

/** The sizes of a convolution whose input is as large as its output needs. */
export function convShape({ unused = 0, ...sizes }: ConvSizes): ConvShape {
  const some = {
    batch: 2,
    inC: 2,
    kH: 2,
    kW: 3,
    outC: 3,
    outH: 2,
    outW: 5,
    strideH: 1,
    strideW: 1,
  };
  const all = { ...some, ...sizes };
  const inH = (all.outH - 1) * all.strideH + all.kH + unused;
  const inW = (all.outW - 1) * all.strideW + all.kW + unused;
  return { ...all, inH, inW };
}
