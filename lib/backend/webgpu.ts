import * as tf from "@tensorflow/tfjs";
import { registerGradients } from "../kernels/mod.ts";
import { GpuBackend } from "./gpu_backend.ts";
import type { Missing, Opened } from "./backend_info.ts";
import type { Gpu } from "./gpu_probe.ts";
import { mendWebGpu } from "./mend_webgpu.ts";

/** What tfjs's own start asks of a device, where the adapter has it. */
const FEATURES = ["timestamp-query", "bgra8unorm-storage"] as const;
const LIMITS = [
  "maxBufferSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
] as const;

let backend: GpuBackend | undefined;

/**
 * Opens tfjs's WebGPU backend on an adapter that was found to work.
 *
 * tfjs's own start puts an array where a feature's name belongs and so fails on every adapter with
 * `bgra8unorm-storage`; hence this opens the device and registers the backend itself.
 */
export async function openWebGpu({ adapter }: Gpu): Promise<Opened | Missing> {
  try {
    backend ??= await start();
    await tf.setBackend("webgpu");
    registerGradients();
    return { name: "webgpu", simd: false, relaxedSimd: false, threads: 1, adapter };
  } catch (error) {
    const cause = error instanceof Error ? error.message : error;
    return { missing: `${adapter} gave no device (${cause})`, mend: 'take "wasm"' };
  }
}

/** Makes the tensors on the GPU ready to move to another backend. */
export async function leaveWebGpu(): Promise<void> {
  await backend?.fetchAll();
}

async function start(): Promise<GpuBackend> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new Error("the adapter is gone");
  const device = await adapter.requestDevice({
    requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
  });
  device.lost.then(() => backend = undefined); // the next useBackend("webgpu") opens another
  if (tf.findBackendFactory("webgpu")) tf.removeBackend("webgpu"); // tfjs's own, or a lost one
  mendWebGpu(device.limits.maxStorageBuffersPerShaderStage - 1); // one is for the result
  const started = new GpuBackend(device, adapter.info);
  tf.registerBackend("webgpu", () => started);
  return started;
}
