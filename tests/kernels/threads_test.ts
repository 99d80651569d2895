import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { heapOf } from "descent/kernels";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { floats } from "./values.ts";

const THREADS = [1, 2, 3, 5];

/** Waits until the pool's workers run, so that what follows is theirs too. */
async function startThreads(): Promise<void> {
  await useBackend("wasm", { threads: 5 });
  const { pool, allocate, free } = heapOf(tf.backend() as BackendWasm);
  const room = allocate(64);
  const ranges = Array.from({ length: 5 }, (_, from) => ({ from, to: from + 1 }));
  for (let tries = 0; tries < 200; tries++) {
    pool.run(ranges, (kernels) => void kernels.sqrt(room.address, room.address, 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  free(room);
}

function tensor(shape: number[], seed: number): tf.Tensor {
  return tf.tensor(floats(shape.reduce((a, b) => a * b, 1), seed), shape);
}

type Grad = (x: tf.Tensor, w: tf.Tensor) => tf.Tensor;

/** Value and both gradients of an operation on x and w. */
function all(f: Grad, x: number[], w: number[]): () => tf.Tensor[] {
  return () => {
    const inputs = [tensor(x, 1), tensor(w, 2)] as [tf.Tensor, tf.Tensor];
    const value = f(...inputs);
    return [value, ...tf.grads(f as (...xs: tf.Tensor[]) => tf.Tensor)(inputs, value)];
  };
}

const conv = (stride: number, pad: "valid" | "same"): Grad => (x, w) =>
  tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);
const product = (transposeB = false): Grad => (x, w) => tf.matMul(x, w, false, transposeB);

/** Work that is large enough to be cut, at sizes that no cut divides evenly. */
const WORK: Record<string, () => tf.Tensor[]> = {
  "a product to few columns": all(product(), [33, 2000], [2000, 10]),
  "a product of few terms": all(product(true), [33, 9], [2000, 9]),
  "a product by tiles": all(product(), [131, 97], [97, 70]),
  "a wide product by tiles": all(product(), [31, 97], [97, 300]),
  "a product of few rows": all(product(), [3, 1500], [1500, 130]),
  "a convolution": all(conv(1, "valid"), [7, 15, 14, 5], [3, 3, 5, 19]),
  "a convolution with padding and strides": all(conv(2, "same"), [5, 29, 31, 5], [3, 3, 5, 19]),
  "a convolution of one image": all(conv(1, "same"), [1, 41, 39, 5], [3, 3, 5, 19]),
  "a convolution by Winograd's algorithm": all(conv(1, "same"), [5, 13, 14, 18], [3, 3, 18, 35]),
};

await startThreads();

Deno.test("useBackend() says how many threads compute, and takes them back", async () => {
  for (const threads of [3, 1, 2]) {
    assertEquals((await useBackend("wasm", { threads })).threads, threads);
  }
});

for (const [name, run] of Object.entries(WORK)) {
  Deno.test(`threads change no bit of ${name} or its gradients`, async () => {
    const results: Float32Array[][] = [];
    for (const threads of THREADS) {
      await useBackend("wasm", { threads });
      const tensors = tf.tidy(() => run());
      results.push(tensors.map((tensor) => tensor.dataSync() as Float32Array));
      tf.dispose(tensors);
    }
    const [alone, ...others] = results;
    for (const other of others) assertEquals(other, alone);
    assert(alone!.every((values) => values.some((value) => value !== 0)));
  });
}
