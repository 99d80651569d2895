import { assertEquals } from "@std/assert";
import { type BackendInfo, describeBackend } from "descent/backend";

const reason = "asked for by name";
const plain = { simd: false, relaxedSimd: false, threads: 1, reason };

const LINES: [BackendInfo, string][] = [
  [{ ...plain, name: "cpu" }, "cpu (plain JavaScript, 1 thread): asked for by name"],
  [
    { ...plain, name: "wasm", simd: true },
    "wasm (WebAssembly, SIMD, 1 thread): asked for by name",
  ],
  [
    { ...plain, name: "wasm", simd: true, relaxedSimd: true, threads: 4 },
    "wasm (WebAssembly, relaxed SIMD, 4 threads): asked for by name",
  ],
  [
    { ...plain, name: "wasm" },
    "wasm (WebAssembly, no SIMD, 1 thread): asked for by name",
  ],
  [
    { ...plain, name: "webgpu", adapter: "NVIDIA H200" },
    "webgpu (NVIDIA H200): asked for by name",
  ],
  [{ ...plain, name: "webgpu" }, "webgpu (a nameless graphics adapter): asked for by name"],
];

for (const [info, line] of LINES) {
  Deno.test(`describeBackend() says "${line}"`, () => assertEquals(describeBackend(info), line));
}
