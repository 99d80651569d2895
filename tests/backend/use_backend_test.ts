import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { type BackendChoice, useBackend } from "descent/backend";

Deno.test("useBackend() takes WebAssembly with SIMD when nothing is said", async () => {
  const { name, simd, threads, reason } = await useBackend();
  const expected = { name: "wasm", simd: true, threads: navigator.hardwareConcurrency };
  assertEquals({ name, simd, threads }, expected);
  assertEquals(reason, "the work is small, so no GPU was looked for");
  assertEquals(tf.getBackend(), "wasm");
  assertEquals(await tf.ones([3]).data(), Float32Array.of(1, 1, 1));
});

Deno.test("useBackend() says whether the kernels run with relaxed SIMD", async () => {
  const url = new URL("../../lib/kernels/kernels.relaxed.wasm", import.meta.url);
  const engineTakesIt = WebAssembly.validate(await Deno.readFile(url));
  assertEquals((await useBackend("wasm")).relaxedSimd, engineTakesIt);
});

Deno.test("useBackend() puts the training kernels on WebAssembly", async () => {
  await useBackend("wasm");
  assert(tf.getKernel("Conv2DBackpropFilter", "wasm"), "tfjs itself has none");
});

Deno.test("useBackend() answers the same when it is called twice", async () => {
  const first = await useBackend("wasm");
  const backend = tf.backend();
  assertEquals(await useBackend("wasm"), first);
  assertStrictEquals(tf.backend(), backend);
});

Deno.test("useBackend() turns to the JavaScript backend by name", async () => {
  assertEquals(await useBackend("cpu"), {
    name: "cpu",
    simd: false,
    relaxedSimd: false,
    threads: 1,
    reason: "asked for by name",
  });
  assertEquals(tf.getBackend(), "cpu");
});

Deno.test("useBackend() lets tensors, variables and models survive a change", async () => {
  await useBackend("wasm");
  const before = tf.memory().numTensors;
  const made = tf.tensor2d([[1, 2], [3, 4]]);
  const computed = made.matMul(made); // 7 10 15 22
  const variable = tf.variable(computed);
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  const predicted = () => tf.tidy(() => (model.predict(made) as tf.Tensor).dataSync());
  const first = predicted();
  for (const name of ["cpu", "wasm", "cpu", "auto"] as const) {
    await useBackend(name);
    assertEquals(made.dataSync(), Float32Array.of(1, 2, 3, 4));
    assertEquals(tf.tidy(() => computed.add(variable).dataSync()), Float32Array.of(14, 20, 30, 44));
    predicted().forEach((y, i) => assert(Math.abs(y - first[i]!) < 1e-5));
  }
  tf.dispose([made, computed, variable]);
  model.dispose();
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("useBackend() serves calls made at the same time in their order", async () => {
  const names: BackendChoice[] = ["cpu", "auto", "wasm", "cpu", "wasm", "cpu"];
  const infos = await Promise.all(names.map((name) => useBackend(name)));
  assertEquals(infos.map(({ name }) => name), ["cpu", "wasm", "wasm", "cpu", "wasm", "cpu"]);
  assertEquals(tf.getBackend(), "cpu");
  assertEquals(await tf.ones([2]).data(), Float32Array.of(1, 1));
});

Deno.test("useBackend() names the choices when it does not know one", async () => {
  await useBackend("wasm");
  for (const name of ["gpu", "", "WASM", "toString"]) {
    await assertRejects(
      () => useBackend(name as BackendChoice),
      RangeError,
      "Cannot use a backend: the name must be one of auto, wasm, webgpu, cpu, " +
        `got ${JSON.stringify(name)}`,
    );
  }
  assertEquals(tf.getBackend(), "wasm");
});

Deno.test("useBackend() refuses a number of threads that is none", async () => {
  for (const threads of [0, -1, 1.5, NaN]) {
    await assertRejects(
      () => useBackend("wasm", { threads }),
      RangeError,
      `Cannot use a backend: threads must be a whole number from 1, got ${threads}`,
    );
  }
});

Deno.test("useBackend() serves the next call after one that failed", async () => {
  const failed = useBackend("tpu" as BackendChoice);
  const next = useBackend("cpu");
  await assertRejects(() => failed, RangeError);
  assertEquals((await next).name, "cpu");
});
