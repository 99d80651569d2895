import { assertEquals, assertThrows } from "@std/assert";
import { loadKernels } from "descent/kernels";
import { createPool, loneThread } from "../../lib/kernels/pool.ts";

const PARTS = Array.from({ length: 6 }, (_, from) => ({ from, to: from + 1 }));

function createMemory() {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: true });
  return { memory, floats: new Float32Array(memory.buffer), ...loadKernels(memory) };
}

/** A pool whose workers run. */
async function started(threads: number) {
  const all = createMemory();
  const pool = createPool(all.kernels, all.module, all.memory);
  pool.use(threads);
  pool.run(PARTS, (kernels) => kernels.sqrt(0, 0, 1)); // starts them
  await new Promise((resolve) => setTimeout(resolve, 300));
  return { ...all, pool };
}

Deno.test("a pool runs each part once, on as many threads as it is told", async () => {
  const { pool, floats } = await started(4);
  for (const threads of [4, 2, 1, 3]) {
    pool.use(threads);
    assertEquals(pool.threads, threads);
    for (let job = 1; job <= 2000; job++) {
      // Part i makes (i + 1)² · job at place i, by several calls, one after the other.
      pool.run(PARTS, (kernels, { from }, part) => {
        const at = 4 * (64 + 16 * part);
        assertEquals(from, part);
        kernels.clip(at, at, 1, part + 1, part + 1); // NaN stays: each part is written below first
        kernels.arithmetic(at, at, at, 1, 2, 0);
      });
      if (job > 3) continue;
      PARTS.forEach((_, part) => assertEquals(floats[64 + 16 * part], (part + 1) ** 2));
    }
  }
});

Deno.test("a pool gives all that is asked of many small jobs in a row", async () => {
  const { pool, floats } = await started(3);
  floats.fill(0, 64, 64 + 96);
  const one = 4 * 32;
  floats[32] = 1;
  for (let job = 0; job < 20_000; job++) {
    pool.run(PARTS, (kernels, _, part) => {
      const at = 4 * (64 + 16 * part);
      kernels.arithmetic(at, one, at, 1, 0, 0);
    });
  }
  PARTS.forEach((_, part) => assertEquals(floats[64 + 16 * part], 20_000));
});

Deno.test("a pool throws where a part traps, on whichever thread, and works on", async () => {
  const { pool, floats } = await started(3);
  const beyond = 1 << 20;
  for (const bad of [0, 3, 5]) {
    assertThrows(
      () =>
        pool.run(PARTS, (kernels, _, part) => kernels.sqrt(0, part === bad ? beyond : 4 * part, 1)),
      WebAssembly.RuntimeError,
    );
    floats.fill(49, 64, 70);
    pool.run(PARTS, (kernels, _, part) => kernels.sqrt(256 + 4 * part, 256 + 4 * part, 1));
    assertEquals([...floats.slice(64, 70)], [7, 7, 7, 7, 7, 7]);
  }
});

Deno.test("a lone thread makes the calls itself", () => {
  const { kernels, floats } = createMemory();
  const pool = loneThread(kernels);
  pool.use(8);
  assertEquals(pool.threads, 1);
  floats.set([4, 9, 16, 25, 36, 49]);
  pool.run(PARTS, (kernels, { from }) => kernels.sqrt(4 * from, 4 * from, 1));
  assertEquals([...floats.slice(0, 6)], [2, 3, 4, 5, 6, 7]);
});

const PRODUCT = `
  import * as tf from "@tensorflow/tfjs";
  import { useBackend } from "descent/backend";
  const { threads } = await useBackend("wasm", { threads: 3 });
  const a = tf.ones([256, 256]);
  let sum = 0;
  for (let i = 0; i < 40; i++) {
    sum += tf.matMul(a, a).sum().dataSync()[0] / 256 ** 3;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  console.log(threads, sum);
`;

/** What a program prints, and whether it ended by itself. */
async function run(program: string, ...permissions: string[]) {
  const root = new URL("../../", import.meta.url);
  const file = new URL(`tests/kernels/pool_${crypto.randomUUID()}.ts`, root);
  await Deno.writeTextFile(file, program);
  try {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", "--no-check", ...permissions, file.pathname],
      cwd: root,
      env: { NO_COLOR: "1" },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, out: text(stdout), error: text(stderr) };
  } finally {
    await Deno.remove(file);
  }
}

Deno.test("a program with threads ends when its last line has run", async () => {
  assertEquals(await run(PRODUCT, "-A"), { code: 0, out: "3 40\n", error: "" });
});

Deno.test("a program that may start no worker computes on one thread, without a word", async () => {
  // Deno lets a module be imported, but not started as a worker, without leave to read it.
  const own = new URL("../../lib/kernels/", import.meta.url);
  const tfjs = new URL("../", import.meta.resolve("@tensorflow/tfjs-backend-wasm"));
  const binaries = [
    ...["kernels.relaxed.wasm", "kernels.wasm"].map((name) => new URL(name, own)),
    ...["dist", "wasm-out"].map((folder) => new URL(`${folder}/tfjs-backend-wasm-simd.wasm`, tfjs)),
  ].map((url) => url.pathname);
  const found = await run(PRODUCT, "--allow-env", `--allow-read=${binaries}`);
  assertEquals(found, { code: 0, out: "1 40\n", error: "" });
});
