import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { assert, assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { FusedAdam } from "descent/kernels";
import { floats } from "./values.ts";

/** Convolution with padding, pooling and dense layers: every kernel of a training step. */
function smallModel(): tf.Sequential {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 1 });
  const conv = { filters: 9, kernelSize: 3, kernelInitializer };
  const strided = { filters: 5, kernelSize: 2, strides: 2, kernelInitializer };
  const dense = { kernelInitializer };
  return tf.sequential({
    layers: [
      tf.layers.conv2d({ ...conv, padding: "same", inputShape: [8, 8, 1] }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.reLU(),
      tf.layers.conv2d({ ...strided, activation: "relu" }),
      tf.layers.flatten(),
      tf.layers.dense({ ...dense, units: 7, activation: "relu" }),
      tf.layers.dense({ ...dense, units: 3, activation: "softmax" }),
    ],
  });
}

function state(): { tensors: number; buffers: number; heapBytes: number } {
  const { numTensors: tensors, numDataBuffers: buffers } = tf.memory();
  const module = (tf.backend() as BackendWasm).wasm as unknown as {
    asm: { memory: WebAssembly.Memory };
  };
  return { tensors, buffers, heapBytes: module.asm.memory.buffer.byteLength };
}

Deno.test("500 steps of training leave the tensors, the buffers and the heap as they are", async () => {
  await useBackend("wasm");
  const before = state();
  const model = smallModel();
  const optimizer = new FusedAdam({ learningRate: 0.01 });
  model.compile({ optimizer, loss: "sparseCategoricalCrossentropy" });
  const x = tf.tensor4d(floats(16 * 64, 1), [16, 8, 8, 1]);
  const y = tf.tensor1d(Float32Array.from({ length: 16 }, (_, i) => i % 3));
  const train = async (steps: number) => {
    for (let i = 1; i < steps; i++) await model.trainOnBatch(x, y);
    return await model.trainOnBatch(x, y) as number;
  };
  const lossEarly = await train(20);
  const settled = state();
  const lossLate = await train(500);
  assertEquals(state(), settled);
  assert(lossLate < lossEarly / 10, `learnt nothing: ${lossEarly}, then ${lossLate}`);
  optimizer.dispose();
  model.dispose();
  tf.dispose([x, y]);
  assertEquals(state(), { ...before, heapBytes: settled.heapBytes });
});

Deno.test("200 steps on batches of every size keep the heap within what the largest needs", async () => {
  await useBackend("wasm");
  const filter = tf.tensor4d(floats(3 * 3 * 2 * 9, 1), [3, 3, 2, 9]);
  const step = (batch: number) =>
    tf.tidy(() => {
      const x = tf.tensor4d(floats(batch * 200, 2), [batch, 10, 10, 2]);
      tf.grads((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same"))([x, filter]);
    });
  step(40);
  const settled = state();
  for (let i = 0; i < 200; i++) step(1 + (i * 7) % 40);
  const after = state();
  assertEquals([after.tensors, after.buffers], [settled.tensors, settled.buffers]);
  assert(after.heapBytes <= 1.5 * settled.heapBytes, `${after.heapBytes} bytes`);
  filter.dispose();
});
