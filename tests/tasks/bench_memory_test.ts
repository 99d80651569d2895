import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { growthOf, look, watch } from "../../tasks/bench/memory/footprint.ts";
import { WORKLOADS } from "../../tasks/bench/memory/workloads.ts";

for (const [name, make] of Object.entries(WORKLOADS)) {
  Deno.test(`${name}: 300 steps on shapes that change hold no more than the first 100`, async () => {
    await useBackend("wasm");
    const before = look();
    const { settled, end, peaks } = await watch(make, { steps: 300, warmUp: 100 });
    assertEquals({ ...end, residentBytes: 0 }, { ...settled, residentBytes: 0 });
    assert(end.tensors > before.tensors, "it holds weights");
    assert(peaks.every(({ heapBytes }) => heapBytes === settled.heapBytes));
    const after = look();
    assertEquals([after.tensors, after.buffers], [before.tensors, before.buffers]);
  });
}

Deno.test("watch() sees what is lost at every step", async () => {
  await useBackend("wasm");
  const lost: tf.Tensor[] = [];
  const step = () => void lost.push(tf.zeros([50_000]));
  const watched = await watch(() => ({ step, dispose: () => tf.dispose(lost) }), {
    steps: 90,
    warmUp: 30,
  });
  const [tensors, buffers, heapBytes] = growthOf(watched);
  const { settled: { tensors: few } } = watched;
  assertEquals(tensors, `tensors from ${few} to ${few + 60}`);
  assertEquals(buffers, `buffers from ${few} to ${few + 60}`);
  assert(heapBytes?.startsWith("heapBytes from "), heapBytes);
});

Deno.test("growthOf() names what grew, and lets JavaScript's garbage come and go", () => {
  const few = { tensors: 7, buffers: 6, heapBytes: 100, residentBytes: 1000 };
  const watched = { steps: 300, settled: few, end: few, peaks: [few, few] };
  assertEquals(growthOf(watched), []);
  const noisy = { ...watched, peaks: [few, { ...few, residentBytes: 1240 }] };
  assertEquals(growthOf(noisy), []);
  const more = { tensors: 8, buffers: 6, heapBytes: 164, residentBytes: 1300 };
  assertEquals(growthOf({ ...watched, end: more, peaks: [few, more] }), [
    "tensors from 7 to 8",
    "heapBytes from 100 to 164",
    "residentBytes from 1000 to 1300",
  ]);
});
