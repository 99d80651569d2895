/**
 * The training kernels that tfjs's WASM backend lacks, has slow or has wrong, written in
 * AssemblyScript for WASM SIMD and put on tfjs's own backend and memory.
 *
 * @module
 */

export type { Kernels } from "./exports.ts";
export { FusedAdam, type FusedAdamOptions } from "./fused_adam.ts";
export { type LoadedKernels, loadKernels } from "./load.ts";
export { type KernelsInfo, registerKernels } from "./register.ts";
