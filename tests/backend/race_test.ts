import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import type { Missing, Opened } from "../../lib/backend/backend_info.ts";
import { race } from "../../lib/backend/race.ts";
import { timeSample } from "../../lib/backend/time_sample.ts";

const gpu = { adapter: "NVIDIA H200", software: false };
const missing: Missing = { missing: "NVIDIA H200 gave no device (lost)", mend: 'take "wasm"' };

/** A machine on which a sample takes so many milliseconds on each backend. */
function machine(ms: Record<"webgpu" | "wasm", number>) {
  let inUse: "webgpu" | "wasm" = "wasm";
  const opened = (name: "webgpu" | "wasm"): Promise<Opened> => {
    inUse = name;
    return Promise.resolve({ name, simd: true, relaxedSimd: true, threads: 1 });
  };
  return {
    open: { webgpu: () => opened("webgpu"), wasm: () => opened("wasm") },
    measure: () => Promise.resolve(ms[inUse]),
  };
}

Deno.test("race() times the same work on the GPU and on WebAssembly", async () => {
  const { open, measure } = machine({ webgpu: 3, wasm: 20 });
  assertEquals(await race(gpu, open, measure), { webgpu: 3, wasm: 20 });
});

Deno.test("race() says what is missing where one does not open", async () => {
  const { open, measure } = machine({ webgpu: 3, wasm: 20 });
  const none = () => Promise.resolve(missing);
  const withoutGpu = await race(gpu, { ...open, webgpu: none }, measure);
  assertEquals(withoutGpu, { webgpu: missing, wasm: 20 });
  const withoutWasm = await race(gpu, { ...open, wasm: none }, measure);
  assertEquals(withoutWasm, { webgpu: 3, wasm: missing });
});

Deno.test("race() leaves out a GPU that fails at work", async () => {
  const { open, measure } = machine({ webgpu: 3, wasm: 20 });
  let calls = 0;
  const failing = () => ++calls === 1 ? Promise.reject(new Error("device lost")) : measure();
  assertEquals(await race(gpu, open, failing), {
    webgpu: {
      missing: "NVIDIA H200 failed at a sample of it (device lost)",
      mend: 'take "wasm"',
    },
    wasm: 20,
  });
});

Deno.test("timeSample() takes a while and leaves nothing behind", async () => {
  await useBackend("wasm");
  const before = tf.memory().numTensors;
  const ms = await timeSample();
  assert(ms > 0.1 && ms < 10_000, `${ms} ms`);
  assertEquals(tf.memory().numTensors, before);
});
