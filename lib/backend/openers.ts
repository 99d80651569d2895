import * as tf from "@tensorflow/tfjs";
import { type BackendName, isMissing, type Missing, type Opened } from "./backend_info.ts";
import type { Openers } from "./choose.ts";
import { openCpu } from "./cpu.ts";
import { type Gpu, probeGpu } from "./gpu_probe.ts";
import { race, type Timings } from "./race.ts";
import { openWasm } from "./wasm.ts";

let found: Promise<Gpu | Missing> | undefined;
/** By the number of threads that WebAssembly ran on. */
const raced = new Map<number, Timings>();

/**
 * The ways to open a backend on this machine, each of which leaves the one in use if it fails.
 *
 * @param threads How many threads of the processor may compute.
 */
export function openersFor(threads: number): Openers {
  const open: Openers = {
    probe: () => found ??= probeGpu(), // once: the machine does not change while we run
    webgpu: (gpu) => change("webgpu", async () => (await import("./webgpu.ts")).openWebGpu(gpu)),
    wasm: () => change("wasm", () => openWasm(threads)),
    cpu: () => change("cpu", openCpu),
    async race(gpu) {
      const timings = raced.get(threads) ?? await race(gpu, open);
      raced.set(threads, timings);
      return timings;
    },
  };
  return open;
}

async function change<T extends Opened | Missing>(
  to: BackendName,
  open: () => Promise<T>,
): Promise<T> {
  const from = tf.getBackend();
  if (from === "webgpu" && to !== from) await (await import("./webgpu.ts")).leaveWebGpu();
  const opened = await open();
  // tfjs has turned to the new backend before it knows whether that starts.
  if (isMissing(opened) && from && tf.getBackend() !== from) await tf.setBackend(from);
  return opened;
}
