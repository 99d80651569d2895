// These need a graphics adapter; Mesa's software one (package mesa-vulkan-drivers) will do.
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createPrng } from "descent/core";
import { useBackend } from "descent/backend";
import { GpuBackend } from "../../lib/backend/gpu_backend.ts";
import { probeGpu } from "../../lib/backend/gpu_probe.ts";

const gpu = await probeGpu();
const ignore = "missing" in gpu;

/** Losses of six steps on random pictures, from the same weights each time. */
async function trainTinyCnn(): Promise<number[]> {
  const { conv2d, dense, flatten, maxPooling2d } = tf.layers;
  const kernelInitializer = () => tf.initializers.glorotUniform({ seed: 3 });
  const layers = [
    conv2d({
      filters: 8,
      kernelSize: 3,
      activation: "relu",
      inputShape: [12, 12, 2],
      kernelInitializer: kernelInitializer(),
    }),
    maxPooling2d({ poolSize: 2 }),
    flatten(),
    dense({ units: 4, activation: "softmax", kernelInitializer: kernelInitializer() }),
  ];
  const model = tf.sequential({ layers });
  model.compile({ optimizer: tf.train.adam(0.01), loss: "sparseCategoricalCrossentropy" });
  const prng = createPrng(0);
  const x = tf.tensor4d(Float32Array.from({ length: 16 * 12 * 12 * 2 }, prng.next), [
    16,
    12,
    12,
    2,
  ]);
  const y = tf.tensor2d(Float32Array.from({ length: 16 }, (_, i) => i % 4), [16, 1]);
  const losses: number[] = [];
  for (let step = 0; step < 6; step++) losses.push(await model.trainOnBatch(x, y) as number);
  tf.dispose([x, y]);
  model.dispose();
  return losses;
}

Deno.test({
  name: "useBackend() trains on the GPU to the losses of the JavaScript backend",
  ignore,
  async fn() {
    await useBackend("cpu");
    const expected = await trainTinyCnn();
    const info = await useBackend("webgpu");
    assertEquals(info.name, "webgpu");
    assertEquals(info.adapter, "adapter" in gpu ? gpu.adapter : "");
    const losses = await trainTinyCnn();
    assert(expected.at(-1)! < expected[0]!, "it learns");
    for (const [step, loss] of losses.entries()) {
      const error = Math.abs(loss - expected[step]!) / expected[step]!;
      assert(error < 1e-4, `step ${step}: ${loss} and ${expected[step]}`);
    }
  },
});

Deno.test({
  name: "useBackend() brings what was computed on the GPU along when it leaves",
  ignore,
  async fn() {
    await useBackend("wasm");
    const made = tf.tensor1d([1, 2, 3]);
    for (const name of ["cpu", "wasm", "auto"] as const) {
      await useBackend("webgpu");
      const computed = tf.tidy(() => made.reshape([3, 1]).matMul(tf.ones([1, 900])));
      const kept = tf.variable(computed);
      await useBackend(name);
      for (const tensor of [computed, kept]) {
        const values = tensor.dataSync();
        assertEquals([values.length, values[0], values[900], values.at(-1)], [2700, 1, 2, 3]);
      }
      assertEquals(tf.tidy(() => computed.add(1).sum().dataSync()[0]), 900 * 6 + 2700);
      tf.dispose([computed, kept]);
    }
    made.dispose();
  },
});

Deno.test({
  name: "useBackend() stays on the device that is open, and opens another when that is lost",
  ignore,
  async fn() {
    await useBackend("webgpu");
    const first = tf.backend() as GpuBackend;
    await useBackend("webgpu");
    assertStrictEquals(tf.backend(), first);
    first.device.destroy();
    await first.device.lost;
    await useBackend("webgpu");
    assert(tf.backend() !== first);
    assertEquals(await tf.tidy(() => tf.ones([4]).add(1)).data(), Float32Array.of(2, 2, 2, 2));
  },
});

Deno.test({
  name: "GpuBackend says to wait for values instead of dataSync()",
  ignore,
  async fn() {
    await useBackend("webgpu");
    const computed = tf.tidy(() => tf.ones([40, 40]).matMul(tf.ones([40, 40])));
    assertThrows(
      () => computed.dataSync(),
      TypeError,
      "Cannot read a tensor at once: on webgpu values come with a wait: write " +
        "await tensor.data(), not dataSync(), and change backends with useBackend()",
    );
    assertEquals((await computed.data())[0], 40);
    assertEquals(computed.dataSync()[0], 40, "what was fetched is at hand");
    computed.dispose();
  },
});

Deno.test({
  name: "GpuBackend fetches nothing of tensors that are gone",
  ignore,
  async fn() {
    await useBackend("webgpu");
    const backend = tf.backend() as GpuBackend;
    const before = backend.numDataIds();
    const gone = tf.tidy(() => tf.ones([30, 30]).matMul(tf.ones([30, 30])));
    gone.dispose();
    await backend.fetchAll();
    assertEquals(backend.numDataIds(), before);
  },
});

Deno.test({
  name: "useBackend() lets the GPU add more tensors than a program of its own can read",
  ignore,
  async fn() {
    await useBackend("webgpu");
    const before = tf.memory().numDataBuffers;
    for (const n of [1, 6, 7, 8, 9, 13, 14, 40]) {
      const sum = tf.tidy(() => tf.addN(Array.from({ length: n }, (_, i) => tf.fill([3], i + 1))));
      assertEquals([...await sum.data()], Array(3).fill(n * (n + 1) / 2));
      sum.dispose();
    }
    assertEquals(tf.memory().numDataBuffers, before);
  },
});

Deno.test({
  name: "useBackend() lets the GPU turn whole numbers and yes and no into floats, and move those",
  ignore,
  async fn() {
    await useBackend("webgpu");
    const before = tf.memory().numDataBuffers;
    for (const n of [2, 500]) { // tfjs leaves small ones to the processor
      const moved = tf.tidy(() => {
        const whole = tf.cast(tf.mul(tf.range(0, 2 * n), 1), "int32");
        const isOdd = tf.equal(tf.mod(whole, 2), 1);
        return [whole, isOdd].map((x) =>
          tf.transpose(tf.reshape(tf.cast(x, "float32"), [n, 2, 1]), [1, 0, 2])
        );
      });
      const even = Array.from({ length: n }, (_, i) => 2 * i);
      const [whole, isOdd] = await Promise.all(moved.map((x) => x.data()));
      assertEquals([...whole!], [...even, ...even.map((x) => x + 1)]);
      assertEquals([...isOdd!], [...even.map(() => 0), ...even.map(() => 1)]);
      tf.dispose(moved);
    }
    assertEquals(tf.memory().numDataBuffers, before);
  },
});
