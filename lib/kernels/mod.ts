/**
 * The training kernels that tfjs's WASM backend lacks, has slow or has wrong, written in
 * AssemblyScript for WASM SIMD and put on tfjs's own backend and memory.
 *
 * @module
 */

export {
  conv2dAt,
  conv2dBackpropFilterAt,
  conv2dBackpropInputAt,
  type Conv2DInfo,
} from "./conv2d_at.ts";
export { cut, cutInTurns, type Range } from "./cut.ts";
export { dropoutBound, dropoutMask } from "./dropout_mask.ts";
export type { Kernels } from "./exports.ts";
export { createFloat64Space, type Float64Space } from "./float64_space.ts";
export { FusedAdam, type FusedAdamOptions } from "./fused_adam.ts";
export { registerGradients } from "./gradients/register.ts";
export type { Block, Heap } from "./heap.ts";
export {
  type KernelBinaries,
  type LoadedKernels,
  loadKernels,
  provideKernels,
  readKernels,
} from "./load.ts";
export { type Ending, type Matrix, multiplyAt } from "./multiply_at.ts";
export { heapOf } from "./override.ts";
export {
  type DensePlaces,
  type PatchKernels,
  patchKernels,
  type PatchPlaces,
  type PatchSizes,
} from "./patch_kernels.ts";
export { mayStartThreads, type Pool } from "./pool.ts";
export { PooledWasm } from "./pooled_wasm.ts";
export { type KernelsInfo, registerKernels, type RegisterKernelsOptions } from "./register.ts";
export { type MemoryLimits, type SharedBinary, shareMemory } from "./shared_memory.ts";
export { type WatchedWork, watchKernels } from "./watch_kernels.ts";
export { winogradFilterAt, winogradMaximaAt } from "./winograd_at.ts";
