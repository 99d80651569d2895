import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { assert, assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { PooledWasm } from "descent/kernels";

async function open(): Promise<BackendWasm> {
  await useBackend("wasm");
  return tf.backend() as BackendWasm;
}

const placeOf = (backend: BackendWasm, x: tf.Tensor) =>
  backend.dataIdMap.get(x.dataId).memoryOffset;

Deno.test("useBackend() starts the backend that keeps room, with one thread and with two", async () => {
  assert(await open() instanceof PooledWasm);
  const script = `
    import * as tf from "@tensorflow/tfjs";
    import { useBackend } from "descent/backend";
    import { PooledWasm } from "descent/kernels";
    await useBackend("wasm", { threads: 1 });
    const isShared = tf.backend().wasm.HEAPU8.buffer instanceof SharedArrayBuffer;
    console.log(tf.backend() instanceof PooledWasm, isShared, tf.add(1, 2).dataSync()[0]);`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", script],
  }).output();
  assertEquals(new TextDecoder().decode(stdout), "true false 3\n");
});

Deno.test("tensors of every type and size come back as they were given", async () => {
  await open();
  for (const size of [0, 1, 2, 15, 16, 17, 1023, 1024, 1025, 5000]) {
    const values = Array.from({ length: size }, (_, i) => i % 7 - 3);
    for (const dtype of ["float32", "int32", "bool", "string"] as const) {
      const given = values.map((value) =>
        dtype === "bool" ? value & 1 : dtype === "string" ? `${value}` : value
      );
      const x = tf.tensor(given as number[], [size], dtype);
      assertEquals([...x.dataSync()].map((v) => dtype === "bool" ? Number(v) : v), given);
      x.dispose();
    }
  }
  const view = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
  assertEquals([...tf.tensor(view).dataSync()], [2, 3]);
});

Deno.test("the room of a small tensor is the next one's, once nobody holds it", async () => {
  const backend = await open();
  const x = tf.tensor1d([1, 2, 3]);
  const clone = x.clone();
  const place = placeOf(backend, x);
  x.dispose();
  const other = tf.tensor1d([4, 5, 6]);
  assertNotEquals(placeOf(backend, other), place);
  assertEquals([...clone.dataSync()], [1, 2, 3]);
  clone.dispose();
  const next = tf.tensor1d([7, 8]);
  assertStrictEquals(placeOf(backend, next), place);
  assertEquals([...next.dataSync()], [7, 8]);
  tf.dispose([other, next]);
});

Deno.test("tfjs's own kernels know a tensor from the one whose room it got", async () => {
  // XNNPACK packs a filter once for each number of a tensor.
  const backend = await open();
  const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
  const depthwise = (value: number) => {
    const filter = tf.tensor4d([value, value, value, value], [2, 2, 1, 1]);
    const y = tf.tidy(() => tf.fused.depthwiseConv2d({ x, filter, strides: 1, pad: "valid" }));
    const result = [placeOf(backend, filter), y.dataSync()[0]];
    tf.dispose([y, filter]); // the filter last: its room is the next taken
    return result;
  };
  const [first, second] = [depthwise(1), depthwise(3)];
  assertStrictEquals(first[0], second[0]); // the same room
  assertEquals([first[1], second[1]], [10, 30]);
  x.dispose();
});

Deno.test("moving to another backend and back frees the room", async () => {
  const backend = await open();
  const ids = backend.numDataIds();
  const x = tf.tensor1d([1, 2, 3]);
  await useBackend("cpu");
  assertEquals([...tf.add(x, 1).dataSync()], [2, 3, 4]);
  assertStrictEquals(backend.numDataIds(), ids);
  await useBackend("wasm");
  assertEquals([...tf.add(x, 1).dataSync()], [2, 3, 4]);
  x.dispose();
});
