import type { Conv3dShape } from "../../lib/kernels/reference/mod.ts";
import { range } from "./values.ts";

const PLAIN = { batch: 2, inD: 3, inH: 4, inW: 5, inC: 2, kD: 2, kH: 2, kW: 3, outC: 5 };

/** A convolution of PLAIN's volumes, its output as large as the padding allows. */
function shapeOf(changes: Partial<typeof PLAIN> & { stride?: number; pad?: number }): Conv3dShape {
  const { stride = 1, pad = 0, ...sizes } = changes;
  const s = { ...PLAIN, ...sizes };
  const out = (length: number, k: number) => Math.floor((length + 2 * pad - k) / stride) + 1;
  return {
    ...s,
    ...{ outD: out(s.inD, s.kD), outH: out(s.inH, s.kH), outW: out(s.inW, s.kW) },
    ...{ strideD: stride, strideH: stride, strideW: stride, front: pad, top: pad, left: pad },
  };
}

/** Channels around the tiles; windows, steps and padding of many kinds. */
export const CONV3D_SHAPES: Conv3dShape[] = [
  ...range(1, 9).map((outC) => shapeOf({ outC })),
  ...range(1, 5).map((inC) => shapeOf({ inC })),
  ...range(1, 3).flatMap((k) =>
    range(1, 3).flatMap((stride) =>
      range(0, 2).map((pad) => shapeOf({ kD: k, kH: k, kW: k, stride, pad }))
    )
  ),
];
