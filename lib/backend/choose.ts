import { type BackendInfo, isMissing, type Missing, type Opened } from "./backend_info.ts";
import type { Gpu } from "./gpu_probe.ts";
import type { Timings } from "./race.ts";

/** The ways to open a backend. */
export type Openers = {
  probe(): Promise<Gpu | Missing>;
  webgpu(gpu: Gpu): Promise<Opened | Missing>;
  wasm(): Promise<Opened | Missing>;
  cpu(): Promise<Opened>;
  /** How long a sample of work takes on the GPU and on WebAssembly; leaves one of them in use. */
  race(gpu: Gpu): Promise<Timings>;
};

/**
 * Opens the best backend for the work: a real GPU if the work is large and a sample of it was faster
 * there, else WebAssembly, and plain JavaScript last, with one warning.
 */
export async function chooseBackend(
  open: Openers,
  { largeWork, warn }: { largeWork: boolean; warn: (text: string) => void },
): Promise<BackendInfo> {
  const gpu = largeWork ? await tryGpu(open) : "the work is small, so no GPU was looked for";
  if (typeof gpu !== "string") return gpu;
  const whyNoGpu = gpu;
  const wasm = await open.wasm();
  if (!isMissing(wasm)) return { ...wasm, reason: whyNoGpu };
  warn(
    `Training in plain JavaScript, which takes some 400 times as long: ${wasm.missing}. ` +
      `To mend it, ${wasm.mend}.`,
  );
  return { ...await open.cpu(), reason: `${whyNoGpu}; no WebAssembly: ${wasm.missing}` };
}

/** The GPU, opened and faster; or why not. */
async function tryGpu(open: Openers): Promise<BackendInfo | string> {
  const found = await open.probe();
  if (isMissing(found)) return `the work is large, but ${found.missing}`;
  if (found.software) {
    return `the work is large, but the only graphics adapter is software (${found.adapter})`;
  }
  const { webgpu, wasm } = await open.race(found);
  if (typeof webgpu !== "number") return `the work is large, but ${webgpu.missing}`;
  const onGpu = `the work is large, and a sample of it took ${inMs(webgpu)} on ${found.adapter}`;
  const reason = typeof wasm === "number"
    ? `${onGpu}, ${inMs(wasm)} on WebAssembly`
    : `${onGpu}; no WebAssembly: ${wasm.missing}`;
  if (typeof wasm === "number" && wasm <= webgpu) return reason;
  const opened = await open.webgpu(found);
  return isMissing(opened) ? `the work is large, but ${opened.missing}` : { ...opened, reason };
}

/** Milliseconds with two digits that say something. */
function inMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
