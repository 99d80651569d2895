import type { PatchKernels, PatchPlaces } from "../../kernels/mod.ts";
import type { Tools } from "./op.ts";

/** The patches of a batch that are not blank: what is not listed is all zeros. */
export type PatchList = PatchPlaces & {
  /** Lists the patches of the first `count` images; returns how many they are. */
  find(count: number): number;
};

/** Room for the list of a convolution's patches, and what fills it. */
export function createPatchList(input: number, kernels: PatchKernels, tools: Tools): PatchList {
  const room = kernels.room(tools.batchSize).map(tools.allocate);
  const [starts, samples, patches] = room as [number, number, number];
  const places = { starts, samples, patches };
  return { ...places, find: (count) => kernels.list(input, places, count) };
}
