import type { Pool3dShape } from "../../lib/kernels/reference/mod.ts";
import { range } from "./values.ts";

const PLAIN: Pool3dShape = {
  ...{ batch: 2, inD: 3, inH: 4, inW: 5, channels: 5, outD: 1, outH: 2, outW: 2 },
  ...{ kD: 2, kH: 2, kW: 2, strideD: 2, strideH: 2, strideW: 2, front: 0, top: 0, left: 0 },
};

/** Images, whose windows are two by two but for those at a padded edge. */
const IMAGES = { inD: 1, outD: 1, kD: 1, strideD: 1, top: 1, outH: 3 };

/** Channels around the kernel's tile; windows, steps and padding of many kinds. */
export const POOL3D_SHAPES: Pool3dShape[] = [
  ...range(1, 9).map((channels) => ({ ...PLAIN, channels })),
  ...range(1, 9).map((channels) => ({ ...PLAIN, ...IMAGES, channels })),
  ...range(1, 3).flatMap((k) =>
    range(1, 3).flatMap((stride) =>
      range(0, k - 1).flatMap((pad) =>
        [0, 1].map((behind) => {
          const out = (length: number) => Math.floor((length + pad + behind - k) / stride) + 1;
          return {
            ...{ ...PLAIN, kD: k, kH: k, kW: k, front: pad, top: pad, left: pad },
            ...{ strideD: stride, strideH: stride, strideW: stride },
            ...{ outD: out(3), outH: out(4), outW: out(5) },
          };
        })
      )
    )
  ),
  { ...PLAIN, batch: 1, inD: 1, outD: 1, kD: 1, kH: 1, outH: 4, strideH: 1 },
  { ...PLAIN, front: 2 }, // a window of padding alone
];
