import type { BackendInfo } from "./backend_info.ts";

/**
 * The backend in one line for people: what it is, what it uses, why it was chosen.
 *
 * @param info What `useBackend()` answered.
 * @returns The line, without a full stop.
 *
 * @example
 * ```ts
 * import { describeBackend } from "descent/backend";
 * import { assertEquals } from "@std/assert";
 *
 * const line = describeBackend({
 *   name: "wasm",
 *   simd: true,
 *   relaxedSimd: true,
 *   threads: 1,
 *   reason: "asked for by name",
 * });
 * assertEquals(line, "wasm (WebAssembly, relaxed SIMD, 1 thread): asked for by name");
 * ```
 */
export function describeBackend(info: BackendInfo): string {
  return `${info.name} (${parts(info).join(", ")}): ${info.reason}`;
}

function parts({ name, simd, relaxedSimd, threads, adapter }: BackendInfo): string[] {
  if (name === "webgpu") return [adapter ?? "a nameless graphics adapter"];
  const count = threads === 1 ? "1 thread" : `${threads} threads`;
  if (name === "cpu") return ["plain JavaScript", count];
  return ["WebAssembly", relaxedSimd ? "relaxed SIMD" : simd ? "SIMD" : "no SIMD", count];
}
