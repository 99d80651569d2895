import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";

Deno.test("clone on WASM shares the values: no buffer more, and the same address", async () => {
  await useBackend("wasm");
  const before = tf.memory();
  const x = tf.tensor1d([1, 2, 3]);
  const copy = tf.clone(x);
  assertEquals(tf.memory().numTensors, before.numTensors + 2);
  assertEquals(tf.memory().numDataBuffers, before.numDataBuffers + 1);
  assertEquals(copy.dataId, x.dataId);
  tf.dispose([x, copy]);
  assertEquals(tf.memory().numDataBuffers, before.numDataBuffers);
});

Deno.test("clone on WASM keeps the values when either of the two is disposed", async () => {
  await useBackend("wasm");
  for (const first of [0, 1]) {
    const x = tf.tensor1d([1, 2, 3]);
    const pair = [x, tf.clone(x)];
    pair[first]!.dispose();
    const other = tf.fill([3], 9); // would take the freed memory
    assertEquals([...pair[1 - first]!.dataSync()], [1, 2, 3]);
    tf.dispose([pair[1 - first]!, other]);
  }
});

Deno.test("clone on WASM may be made of a clone, and the last one holds the values", async () => {
  await useBackend("wasm");
  const before = tf.memory();
  let last = tf.tensor1d([4, 5]);
  for (let i = 0; i < 5; i++) {
    const next = tf.clone(last);
    last.dispose();
    last = next;
  }
  assertEquals([...last.dataSync()], [4, 5]);
  last.dispose();
  assertEquals(tf.memory().numDataBuffers, before.numDataBuffers);
  assertEquals(tf.memory().numTensors, before.numTensors);
});

Deno.test("a variable's new value on WASM does not reach the clone of its old one", async () => {
  await useBackend("wasm");
  const variable = tf.variable(tf.tensor1d([1, 2]));
  const old = tf.clone(variable);
  variable.assign(tf.tensor1d([3, 4]));
  assertEquals([...old.dataSync()], [1, 2]);
  assertEquals([...variable.dataSync()], [3, 4]);
  tf.dispose([variable, old]);
});

Deno.test("clone on WASM takes every type: numbers, booleans, strings, nothing at all", async () => {
  await useBackend("wasm");
  const tensors = [
    tf.tensor1d([1, 2], "int32"),
    tf.tensor1d([true, false], "bool"),
    tf.tensor1d(["a", "b"]),
    tf.zeros([0, 2]),
  ];
  for (const tensor of tensors) {
    const copy = tf.clone(tensor);
    assertEquals([copy.shape, copy.dtype], [tensor.shape, tensor.dtype]);
    assertEquals(copy.dataSync(), tensor.dataSync());
    copy.dispose();
  }
  tf.dispose(tensors);
});
