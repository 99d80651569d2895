import { isMissing, type Missing } from "./backend_info.ts";
import type { Openers } from "./choose.ts";
import type { Gpu } from "./gpu_probe.ts";
import { timeSample } from "./time_sample.ts";

/** Milliseconds that a sample of work takes on each backend, or what is missing there. */
export type Timings = { webgpu: number | Missing; wasm: number | Missing };

/**
 * Lets the GPU and WebAssembly do the same sample of work, one after the other.
 *
 * @param gpu The adapter.
 * @param open How to open the two.
 * @param measure Times the sample on the backend in use, in milliseconds.
 * @returns Both times.
 */
export async function race(
  gpu: Gpu,
  open: Pick<Openers, "webgpu" | "wasm">,
  measure: () => Promise<number> = timeSample,
): Promise<Timings> {
  const webgpu = await open.webgpu(gpu);
  const onGpu = isMissing(webgpu) ? webgpu : await attempt(measure, gpu.adapter);
  const wasm = await open.wasm();
  return { webgpu: onGpu, wasm: isMissing(wasm) ? wasm : await measure() };
}

/** A driver may open a device and fail at work. */
async function attempt(measure: () => Promise<number>, adapter: string): Promise<number | Missing> {
  try {
    return await measure();
  } catch (error) {
    const cause = error instanceof Error ? error.message : error;
    return { missing: `${adapter} failed at a sample of it (${cause})`, mend: 'take "wasm"' };
  }
}
