import { cannot } from "descent/core";
import { readKernels } from "descent/kernels";
import { readAuditEnd } from "descent/serve";
import { resolve } from "node:path";
import { exitCode } from "../cli/errors.ts";
import { listenForInterrupt } from "../cli/interrupt.ts";
import { auditPath } from "./audit.ts";
import { followKeys, type HeldKeys } from "./follow_keys.ts";
import { readKeys } from "./keys.ts";
import type { RunOptions } from "./options.ts";
import type { WorkerSettings } from "./settings.ts";
import { startWorker, type Worker } from "./start_worker.ts";

/** The first wait before a process that died is started again, and the longest. */
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [250, 10_000];

/**
 * Runs the service until Ctrl-C. The process that answers is another one, with few permissions; if it
 * dies it is started again.
 *
 * @param options What to serve, where.
 * @returns The exit code.
 */
export async function runService(options: RunOptions): Promise<number> {
  using interrupt = listenForInterrupt();
  const { signal } = interrupt;
  const fixed = await readFixed(options);
  const keys = await readKeys(options.keys);
  const held: HeldKeys = keys ? { keys } : {};
  let { port } = options;
  let waitMs = FIRST_WAIT_MS;
  while (true) {
    const settings = await settingsOf({ ...options, port }, { ...fixed, ...held });
    const worker = startWorker(settings, resolve(options.logs));
    const ready = await worker.listening;
    if (waitMs === FIRST_WAIT_MS) console.log(greeting(options, ready, settings));
    port = ready; // where any was taken, it stays the same
    const startedMs = performance.now();
    const code = await untilEnd(worker, signal, options.keys, held);
    if (signal.aborted) return code === 0 ? exitCode.done : exitCode.failed;
    if (performance.now() - startedMs > LONGEST_WAIT_MS) waitMs = FIRST_WAIT_MS;
    console.error(`The process that answers has ended (code ${code}); it is started again`);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (signal.aborted) return exitCode.failed;
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }
}

type Fixed = Pick<WorkerSettings, "binaries" | "tls" | "keys">;

async function readFixed({ tls, models, logs }: RunOptions): Promise<Fixed> {
  for (const dir of [models, logs]) await makeFolder(dir);
  const folder = import.meta.resolve("@tensorflow/tfjs-backend-wasm");
  const tfjs = await Deno.readFile(new URL("tfjs-backend-wasm-simd.wasm", folder));
  const binaries = { tfjs, kernels: readKernels() };
  if (!tls) return { binaries };
  const cert = await readPem("--cert", tls.cert); // one after the other: the same fault is named first
  const key = await readPem("--key", tls.key);
  return { binaries, tls: { cert, key } };
}

async function settingsOf(options: RunOptions, fixed: Fixed): Promise<WorkerSettings> {
  const { host, port, models, app, store } = options;
  const path = resolve(auditPath(options));
  return {
    ...{ host, port, models: resolve(models), app, store, ...fixed },
    audit: { path, end: await readAuditEnd(path) },
  };
}

/** Passes on what happens to the keys, and Ctrl-C. */
async function untilEnd(
  worker: Worker,
  signal: AbortSignal,
  path: string,
  held: HeldKeys,
): Promise<number> {
  if (signal.aborted) worker.stop();
  else signal.addEventListener("abort", worker.stop, { once: true });
  const unfollow = followKeys(path, held, worker.tellKeys);
  try {
    return await worker.ended;
  } finally {
    unfollow();
    signal.removeEventListener("abort", worker.stop);
  }
}

function greeting({ host, models, tls }: RunOptions, port: number, settings: WorkerSettings) {
  const name = host.includes(":") ? `[${host}]` : host;
  const { keys, audit } = settings;
  const who = keys ? `${keys.length} API keys` : "no API keys: everybody may ask";
  return `Models of ${models} answer at ${
    tls ? "https" : "http"
  }://${name}:${port}/ (${who}; log: ${audit.path}). Ctrl-C ends.`;
}

async function makeFolder(dir: string): Promise<void> {
  try {
    await Deno.mkdir(dir, { recursive: true });
  } catch (error) {
    const needed = `the folder ${JSON.stringify(dir)} must be there or be made`;
    throw new TypeError(cannot("serve", needed), { cause: error });
  }
}

async function readPem(option: string, path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    const needed = `${option} must name a PEM file that can be read`;
    throw new TypeError(cannot("serve", needed, path), { cause: error });
  }
}
