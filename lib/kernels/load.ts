import { cannot } from "../core/mod.ts";
import type { Kernels } from "./exports.ts";
import { shareMemory } from "./shared_memory.ts";

/** The compiled kernels, by the name of the file that holds them. */
export type KernelBinaries = Readonly<Record<"kernels.relaxed.wasm" | "kernels.wasm", Uint8Array>>;

/** A loaded binary and which of the two builds it is. */
export type LoadedKernels = {
  kernels: Kernels;
  /** What they were made from: another thread makes its own from it, on the same memory. */
  module: WebAssembly.Module;
  /** True for the build with relaxed SIMD's fused multiply-add. */
  relaxedSimd: boolean;
};

/**
 * Loads the kernels onto a WebAssembly memory: the build with relaxed SIMD where the engine knows
 * it, else the one with plain SIMD.
 *
 * The builds differ in rounding only: the relaxed one fuses each product and sum.
 *
 * @param memory The memory to work on, that of whoever holds the data (tfjs's WASM backend).
 * @param relaxed Whether the relaxed build may be taken. @default true
 * @returns The kernels and the build's name.
 * @throws {RangeError} If the engine has no WebAssembly SIMD at all.
 *
 * @example
 * ```ts
 * import { loadKernels } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * const memory = new WebAssembly.Memory({ initial: 1 });
 * const { kernels } = loadKernels(memory);
 * const floats = new Float32Array(memory.buffer);
 * floats.set([1, 2, 3, 4, 5, 6]); // two rows of three, at byte 0
 * kernels.columnSums(0, 64, 2, 3, 0, 3); // all three columns, to byte 64
 * assertEquals([...floats.slice(16, 19)], [5, 7, 9]);
 * ```
 */
export function loadKernels(memory: WebAssembly.Memory, relaxed = true): LoadedKernels {
  const names = relaxed
    ? ["kernels.relaxed.wasm", "kernels.wasm"] as const
    : ["kernels.wasm"] as const;
  for (const name of names) {
    const binary = provided?.[name].slice() ?? read(name);
    if (!WebAssembly.validate(binary)) continue;
    const module = new WebAssembly.Module(
      isShared(memory) ? shareMemory(binary, ["env", "memory"]).binary : binary,
    );
    return {
      kernels: new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels,
      module,
      relaxedSimd: name === "kernels.relaxed.wasm",
    };
  }
  const needed = 'a JavaScript engine with WebAssembly SIMD; take useBackend("cpu") on this one';
  throw new RangeError(cannot("load the training kernels", needed));
}

/** Whether threads may share a memory. */
export function isShared({ buffer }: WebAssembly.Memory): boolean {
  return (buffer as ArrayBufferLike) instanceof SharedArrayBuffer;
}

let provided: KernelBinaries | undefined;

/**
 * Reads the compiled kernels, for a process that may not: see {@linkcode provideKernels}.
 *
 * @returns Both builds.
 *
 * @example
 * ```ts
 * import { readKernels } from "descent/kernels";
 * import { assert } from "@std/assert";
 *
 * assert(WebAssembly.validate(readKernels()["kernels.wasm"].slice()));
 * ```
 */
export function readKernels(): KernelBinaries {
  return {
    "kernels.relaxed.wasm": read("kernels.relaxed.wasm"),
    "kernels.wasm": read("kernels.wasm"),
  };
}

/**
 * Takes the compiled kernels from the caller, so that this process needs no permission to read them:
 * a service that may read its models alone gets them from the process that starts it.
 *
 * @param binaries What `readKernels` gave, there.
 *
 * @example
 * ```ts
 * import { loadKernels, provideKernels, readKernels } from "descent/kernels";
 * import { assert } from "@std/assert";
 *
 * provideKernels(readKernels()); // as another process has sent them
 * assert(loadKernels(new WebAssembly.Memory({ initial: 1 })).kernels.columnSums);
 * ```
 */
export function provideKernels(binaries: KernelBinaries): void {
  provided = binaries;
}

function read(name: keyof KernelBinaries): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(new URL(name, import.meta.url));
}
