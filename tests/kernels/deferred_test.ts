import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { assertEquals, assertStrictEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { type Heap, heapOf } from "descent/kernels";
import { pin } from "../../lib/kernels/deferred.ts";
import { floats } from "./values.ts";

/** A recipe that doubles its input, and how often it ran and was finished. */
function doubling(heap: Heap, x: tf.TensorInfo) {
  const n = x.shape.reduce((a, b) => a * b, 1);
  const recipe = {
    inputs: [pin(x)],
    runs: 0,
    finished: 0,
    run(place: number) {
      recipe.runs++;
      heap.floats(place, n).set(
        heap.floats(heap.address(recipe.inputs[0]!), n).map((value) => 2 * value),
      );
    },
    finish: () => void recipe.finished++,
  };
  return recipe;
}

async function open(): Promise<{ heap: Heap; backend: BackendWasm }> {
  await useBackend("wasm");
  const backend = tf.backend() as BackendWasm;
  return { heap: heapOf(backend), backend };
}

/** Hands a tensor of the backend over to tfjs. */
function adopt(info: tf.TensorInfo): tf.Tensor {
  return tf.engine().makeTensorFromTensorInfo(info);
}

Deno.test("a deferred tensor is computed once, when somebody reads it", async () => {
  const { heap } = await open();
  const x = tf.tensor1d([1, 2, 3]);
  const recipe = doubling(heap, x);
  const y = adopt(heap.defer([3], recipe));
  assertStrictEquals(heap.pending(y), recipe);
  assertEquals(recipe.runs, 0);
  assertEquals([...y.dataSync()], [2, 4, 6]);
  assertEquals([...await y.data()], [2, 4, 6]);
  assertEquals([recipe.runs, recipe.finished], [1, 1]);
  assertStrictEquals(heap.pending(y), undefined);
  tf.dispose([x, y]);
});

Deno.test("deferred tensors reach any kernel of tfjs's with their values", async () => {
  const { heap } = await open();
  const x = tf.tensor1d([1, 2, 3]);
  const readers: Record<string, (y: tf.Tensor1D) => tf.Tensor> = {
    concat: (y) => tf.concat([y, y]),
    cos: (y) => tf.cos(y),
    gather: (y) => tf.gather(y, tf.tensor1d([2, 0], "int32")),
    matMul: (y) => tf.matMul(y.as2D(3, 1), y.as2D(1, 3)),
    reverse: (y) => tf.reverse(y),
    slice: (y) => tf.slice(y, 1, 1),
    softmax: (y) => tf.softmax(y),
    sum: (y) => tf.sum(y),
    transpose: (y) => tf.transpose(y.as2D(1, 3)),
    where: (y) => tf.where(tf.greater(y, 3), y, tf.zerosLike(y)),
  };
  for (const [name, read] of Object.entries(readers)) {
    tf.tidy(() => {
      const y = adopt(heap.defer([3], doubling(heap, x))) as tf.Tensor1D;
      assertEquals(read(y).arraySync(), read(tf.tensor1d([2, 4, 6])).arraySync(), name);
    });
  }
  x.dispose();
});

Deno.test("a deferred tensor that nobody reads is never computed, and leaves nothing", async () => {
  const { heap } = await open();
  const before = tf.memory();
  const x = tf.tensor1d([1, 2, 3]);
  const recipe = doubling(heap, x);
  adopt(heap.defer([3], recipe)).dispose();
  x.dispose();
  assertEquals([recipe.runs, recipe.finished], [0, 1]);
  assertEquals(tf.memory(), before);
});

Deno.test("a recipe keeps its inputs, also when tfjs has disposed of them", async () => {
  const { heap, backend } = await open();
  const before = tf.memory();
  const ids = backend.numDataIds();
  for (const isRead of [true, false]) {
    const x = tf.tensor1d([1, 2, 3]);
    const y = adopt(heap.defer([3], doubling(heap, x)));
    const z = adopt(heap.defer([3], doubling(heap, y)));
    tf.dispose([x, y]);
    const other = tf.fill([3], 9); // would take freed memory
    assertEquals(heap.holders(z), 1);
    if (isRead) assertEquals([...z.dataSync()], [4, 8, 12]);
    tf.dispose([z, other]);
    assertEquals(tf.memory(), before);
    assertEquals(backend.numDataIds(), ids);
  }
});

Deno.test("clones of a deferred tensor are one tensor to compute", async () => {
  const { heap } = await open();
  const before = tf.memory();
  const x = tf.tensor1d([1, 2, 3]);
  const recipe = doubling(heap, x);
  const y = adopt(heap.defer([3], recipe));
  const clone = tf.reshape(y, [3, 1]);
  assertEquals(heap.holders(y), 2);
  y.dispose();
  assertEquals(clone.arraySync(), [[2], [4], [6]]);
  assertEquals(recipe.runs, 1);
  tf.dispose([x, clone]);
  assertEquals(tf.memory(), before);
});

Deno.test("what somebody else has written is not computed again", async () => {
  const { heap } = await open();
  const x = tf.tensor1d([1, 2, 3]);
  const recipe = doubling(heap, x);
  const y = adopt(heap.defer([3], recipe));
  heap.floats(heap.placeOf(y), 3).set([7, 8, 9]);
  heap.settled(y);
  assertEquals([...y.dataSync()], [7, 8, 9]);
  assertEquals([recipe.runs, recipe.finished], [0, 1]);
  tf.dispose([x, y]);
});

Deno.test("a deferred tensor follows tfjs to another backend, after its input too", async () => {
  const { heap } = await open();
  const x = tf.tensor1d([1, 2, 3]);
  const [first, second] = [0, 1].map(() => adopt(heap.defer([3], doubling(heap, x))));
  await useBackend("cpu");
  try {
    assertEquals([...tf.add(first!, 1).dataSync()], [3, 5, 7]);
    assertEquals([...tf.add(x, 1).dataSync()], [2, 3, 4]); // x has left
    assertEquals([...tf.add(second!, 1).dataSync()], [3, 5, 7]);
  } finally {
    await useBackend("wasm");
    tf.dispose([x, first!, second!]);
  }
});

Deno.test("a deferred tensor is of the values that a variable had", async () => {
  const { heap } = await open();
  const before = tf.memory();
  const x = tf.tidy(() => tf.variable(tf.tensor1d([1, 2, 3])));
  const y = adopt(heap.defer([3], doubling(heap, x)));
  tf.tidy(() => x.assign(tf.tensor1d([7, 8, 9])));
  assertEquals([...y.dataSync()], [2, 4, 6]);
  assertEquals([...x.dataSync()], [7, 8, 9]);
  tf.dispose([x, y]);
  assertEquals(tf.memory(), before);
});

Deno.test("kernels of ours that take scratch room get waiting tensors as any others", async () => {
  await open();
  const n = 3 * 14 * 14 * 8; // enough for arithmetic to wait
  const [xs, ys] = [floats(n, 1), floats(n, 2)];
  const run = (look: boolean) =>
    tf.tidy(() => {
      const waiting = (tensor: tf.Tensor) => {
        if (look) tensor.dataSync();
        return tensor;
      };
      const twice = (values: Float32Array) =>
        waiting(tf.mul(tf.tensor4d(values, [3, 14, 14, 8]), 2)) as tf.Tensor4D;
      const filter = tf.tensor4d(floats(9 * 8 * 2, 3), [3, 3, 8, 2]);
      const depthwise = (x: tf.Tensor, w: tf.Tensor) =>
        tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same");
      const dy = tf.concat([twice(xs), twice(ys)], 3);
      const results = [
        tf.grad((w) => depthwise(twice(xs), w))(filter, waiting(tf.mul(dy, 0.5))),
        tf.einsum("bhwc,bhwd->cd", twice(xs), twice(ys)),
        tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 3, 1, "same"))(twice(xs), twice(ys)),
        tf.grad((x) => tf.avgPool(x as tf.Tensor4D, 3, 2, "same"))(twice(xs)),
        tf.unsortedSegmentSum(twice(ys).reshape([42, 112]), tf.range(0, 42, 1, "int32"), 50),
      ];
      return results.map((tensor) => tensor.dataSync());
    });
  assertEquals(run(false), run(true));
});
