import { cannot } from "../core/mod.ts";
import {
  type BackendInfo,
  type BackendName,
  isMissing,
  type Missing,
  type Opened,
} from "./backend_info.ts";
import { chooseBackend, type Openers } from "./choose.ts";
import { spendBanner } from "./cpu.ts";
import { openersFor } from "./openers.ts";

/** A backend by name, or "auto" for the best one here. */
export type BackendChoice = "auto" | BackendName;

/** How `"auto"` chooses, and how "wasm" computes. */
export type UseBackendOptions = {
  /** Whether the work is large enough to look for a GPU and try it for a second. @default false */
  largeWork?: boolean;
  /**
   * How many threads "wasm" computes with, 1 or more. What was chosen when the backend first opened
   * decides whether there can be several: not after 1. @default as many as there are cores
   */
  threads?: number;
  /** Told, in one line, if only the slow JavaScript backend is left. @default console.warn */
  warn?: (text: string) => void;
};

const CHOICES: readonly string[] = ["auto", "wasm", "webgpu", "cpu"] satisfies BackendChoice[];

let lastTurn: Promise<unknown> = Promise.resolve();

/**
 * Makes one of tfjs's backends the one that computes, and says which one and why.
 *
 * - `"wasm"`: WebAssembly with SIMD and threads, with this kit's training kernels. Threads change no
 *   bit of a result. They start with the first large call, on cores that are free, and do not keep a
 *   program alive.
 * - `"webgpu"`: the graphics card. Values are read with `await tensor.data()`: `dataSync()` throws.
 * - `"cpu"`: tfjs's plain JavaScript, some 400 times slower at training than `"wasm"`.
 * - `"auto"`: with `largeWork` a real GPU (software adapters do not count) if a sample of work was
 *   faster there, which is measured once and said in `reason`; else `"wasm"`; only where that cannot
 *   be had `"cpu"`, with one warning.
 *
 * Tensors that exist move along. Calls made at the same time take effect one after the other. A call
 * that fails leaves the backend that was in use.
 *
 * Looking for a GPU starts a child process once, for at most ten seconds, since a broken graphics
 * driver can hang or crash a process; where Deno may not start one, it says so and does not ask.
 *
 * @param name Which one. @default "auto"
 * @param options How `"auto"` chooses, and the number of threads.
 * @returns What is in use now.
 * @throws {RangeError} If there is no backend of this name, or `threads` is no whole number from 1.
 * @throws {Error} If the backend cannot be had here, with what is missing and what helps.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { assertEquals } from "@std/assert";
 *
 * const { name, simd } = await useBackend();
 * assertEquals([name, simd], ["wasm", true]);
 * assertEquals(tf.getBackend(), "wasm");
 * ```
 */
export function useBackend(
  name: BackendChoice = "auto",
  options: UseBackendOptions = {},
): Promise<BackendInfo> {
  const turn = lastTurn.then(() => use(name, options));
  lastTurn = turn.catch(() => {}); // a failed call must not fail the next one
  return turn;
}

async function use(
  name: BackendChoice,
  {
    largeWork = false,
    threads = navigator.hardwareConcurrency,
    warn = (text) => console.warn(text),
  }: UseBackendOptions,
): Promise<BackendInfo> {
  if (!CHOICES.includes(name)) {
    const needed = `the name must be one of ${CHOICES.join(", ")}`;
    throw new RangeError(cannot("use a backend", needed, name));
  }
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(cannot("use a backend", "threads must be a whole number from 1", threads));
  }
  spendBanner();
  const openers = openersFor(threads);
  if (name === "auto") return await chooseBackend(openers, { largeWork, warn });
  if (name === "webgpu") return await useWebGpu(openers);
  return asked(name, await openers[name]());
}

async function useWebGpu(openers: Openers): Promise<BackendInfo> {
  const gpu = await openers.probe();
  if (isMissing(gpu)) return asked("webgpu", gpu);
  const info = asked("webgpu", await openers.webgpu(gpu));
  if (!gpu.software) return info;
  return { ...info, reason: `${info.reason}; a software adapter, slower than WebAssembly` };
}

function asked(name: BackendName, opened: Opened | Missing): BackendInfo {
  if (!isMissing(opened)) return { ...opened, reason: "asked for by name" };
  throw new Error(cannot(`use the backend "${name}"`, `${opened.missing}; ${opened.mend}`));
}
