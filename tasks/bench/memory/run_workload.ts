/**
 * Runs one workload and prints what it held as JSON: a process of its own for each.
 *
 * @module
 */

import { useBackend } from "descent/backend";
import { watch } from "./footprint.ts";
import { WORKLOADS } from "./workloads.ts";

const [name, steps] = Deno.args as [string, string];
await useBackend("wasm");
const { gc: collect } = globalThis as unknown as { gc: () => void }; // --v8-flags=--expose-gc
console.log(JSON.stringify(await watch(WORKLOADS[name]!, { steps: Number(steps), collect })));
