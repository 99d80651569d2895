import type { Conv2DInfo } from "../../kernels/mod.ts";
import type { Tools } from "./op.ts";

/** The patches of a batch that are not blank: what is not listed is all zeros. */
export type PatchList = {
  /** Output positions of the convolution in one image. */
  positions: number;
  /** Addresses of the list, as the kernel `listPatches` writes it. */
  starts: number;
  samples: number;
  patches: number;
  /** Lists the patches of the first `count` images; returns how many they are. */
  find(count: number): number;
};

/** Room for the list of a convolution's patches, and what fills it. */
export function createPatchList(input: number, info: Conv2DInfo, tools: Tools): PatchList {
  const { heap, batchSize, allocate } = tools;
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth } = info;
  const { outHeight, outWidth, strideHeight, strideWidth } = info;
  const positions = outHeight * outWidth;
  const starts = allocate(positions + 1);
  // One entry more than there can be: the kernel writes ahead and then decides.
  const samples = allocate(batchSize * positions + 1);
  const patches = allocate(batchSize * positions + 1);
  return {
    positions,
    starts,
    samples,
    patches,
    find(count) {
      const flags = Math.ceil(count * positions / 4);
      const [scratch] = heap.scratch(inWidth * inChannels + 4 + flags) as [number];
      return heap.kernels.listPatches(
        input,
        count,
        inHeight,
        inWidth,
        inChannels,
        filterHeight,
        filterWidth,
        outHeight,
        outWidth,
        strideHeight,
        strideWidth,
        starts,
        samples,
        patches,
        scratch,
      );
    },
  };
}
