import type { DepthwiseShape } from "../../lib/kernels/reference/mod.ts";
import { range } from "./values.ts";

const PLAIN: DepthwiseShape = {
  ...{ batch: 2, inH: 5, inW: 6, channels: 5, outH: 4, outW: 4, kH: 2, kW: 3 },
  ...{ strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, top: 0, left: 0 },
};

/** A depthwise convolution of PLAIN's image, its output as large as the padding allows. */
function shapeOf(changes: Partial<DepthwiseShape>, behind = 0): DepthwiseShape {
  const s = { ...PLAIN, ...changes };
  const seenH = s.inH + s.top + behind - (s.kH - 1) * s.dilationH - 1;
  const seenW = s.inW + s.left + behind - (s.kW - 1) * s.dilationW - 1;
  return { ...s, outH: Math.floor(seenH / s.strideH) + 1, outW: Math.floor(seenW / s.strideW) + 1 };
}

/** Channels around the kernels' tiles; windows, steps, distances and padding of many kinds. */
export const DEPTHWISE_SHAPES: DepthwiseShape[] = [
  ...range(1, 17).map((channels) => shapeOf({ channels })),
  ...range(1, 4).flatMap((kH) => range(1, 5).map((kW) => shapeOf({ kH, kW, channels: 3 }))),
  ...range(1, 4).flatMap((strideH) =>
    range(1, 7).map((strideW) => shapeOf({ strideH, strideW, channels: 4 }))
  ),
  ...range(1, 4).flatMap((dilationH) =>
    range(1, 2).map((dilationW) => shapeOf({ dilationH, dilationW, channels: 9 }))
  ),
  ...range(0, 3).flatMap((top) =>
    range(-1, 3).flatMap((left) =>
      range(1, 3).map((stride) =>
        shapeOf({ top, left, strideH: stride, strideW: stride, channels: 6 }, 2)
      )
    )
  ),
  shapeOf({ batch: 1, inH: 1, inW: 1, kH: 1, kW: 1 }),
  shapeOf({ batch: 7, inH: 3, inW: 3, kH: 3, kW: 3, channels: 8 }),
].filter(({ outH, outW }) => outH > 0 && outW > 0);
