import { type BackendInfo, isMissing, type Missing, type Opened } from "./backend_info.ts";
import type { Gpu } from "./gpu_probe.ts";

/** The ways to open a backend. */
export type Openers = {
  probe(): Promise<Gpu | Missing>;
  webgpu(gpu: Gpu): Promise<Opened | Missing>;
  wasm(): Promise<Opened | Missing>;
  cpu(): Promise<Opened>;
};

/**
 * Opens the best backend for the work: a real GPU if the work is large, else WebAssembly, and plain
 * JavaScript last, with one warning.
 */
export async function chooseBackend(
  open: Openers,
  { largeWork, warn }: { largeWork: boolean; warn: (text: string) => void },
): Promise<BackendInfo> {
  const gpu = largeWork ? await openRealGpu(open) : "the work is small, so no GPU was looked for";
  if (typeof gpu !== "string") return { ...gpu, reason: "the work is large and there is a GPU" };
  const whyNoGpu = gpu;
  const wasm = await open.wasm();
  if (!isMissing(wasm)) return { ...wasm, reason: whyNoGpu };
  warn(
    `Training in plain JavaScript, which takes some 400 times as long: ${wasm.missing}. ` +
      `To mend it, ${wasm.mend}.`,
  );
  return { ...await open.cpu(), reason: `${whyNoGpu}; no WebAssembly: ${wasm.missing}` };
}

/** The opened backend, or why there is none. */
async function openRealGpu(open: Openers): Promise<Opened | string> {
  const found = await open.probe();
  if (isMissing(found)) return `the work is large, but ${found.missing}`;
  if (found.software) {
    return `the work is large, but the only graphics adapter is software (${found.adapter})`;
  }
  const opened = await open.webgpu(found);
  return isMissing(opened) ? `the work is large, but ${opened.missing}` : opened;
}
