import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { registerKernels } from "../kernels/mod.ts";
import type { Missing, Opened } from "./backend_info.ts";
import { startWasm } from "./start_wasm.ts";
import { withhold } from "./withhold.ts";

/** What tfjs and its compiled module print, five lines of it, when the binary does not load. */
const COMPLAINTS = [
  /^Aborted\(/,
  /^failed to asynchronously prepare wasm/,
  /^Initialization of backend wasm failed/,
  /^Make sure the server can serve the `\.wasm` file/,
  /^RuntimeError: Aborted\(/,
];

/**
 * Opens tfjs's WebAssembly backend and puts the training kernels on it.
 *
 * The package reads its binary from beside its own code in Deno's npm cache, so no path has to be
 * set and nothing is fetched. In Deno tfjs takes its build with SIMD and one thread; where more are
 * wanted, the same binary runs on a memory that our kernels share with threads of their own.
 */
export async function openWasm(threads: number): Promise<Opened | Missing> {
  if (!(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"))) {
    const missing = "this processor or JavaScript engine has no WebAssembly SIMD";
    return { missing, mend: "run it on a processor with SSE4.1 (x86) or NEON (Arm)" };
  }
  try {
    await startWasm(threads).catch(() => false); // then it is as tfjs starts it, with one thread
    await start();
    const kernels = registerKernels({ threads });
    return { name: "wasm", simd: true, relaxedSimd: kernels.relaxedSimd, threads: kernels.threads };
  } catch (error) {
    const missing = `a binary did not load (${error instanceof Error ? error.message : error})`;
    const mend =
      'start Deno with -A, or fetch the package again with "deno cache --reload lib/backend/mod.ts"';
    return { missing, mend };
  }
}

/** tfjs answers false for a failed start and prints the cause; here the cause is thrown. */
async function start(): Promise<void> {
  const complaints: string[] = [];
  const started = await withhold(
    COMPLAINTS,
    () => tf.setBackend("wasm"),
    (text) => complaints.push(text),
  );
  if (started) return;
  throw new Error(complaints[0]?.replace(/^Aborted\((.*)\)$/s, "$1") ?? "no cause was given");
}
