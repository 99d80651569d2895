import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { heapOf, type WatchedWork, watchKernels } from "descent/kernels";
import { assert, assertEquals, assertStrictEquals } from "@std/assert";

await useBackend("wasm", { threads: 2 });
const heap = heapOf(tf.backend() as BackendWasm);

function watched(run: () => void): WatchedWork[] {
  const works: WatchedWork[] = [];
  const stop = watchKernels(heap, (work) => works.push(work));
  try {
    run();
  } finally {
    stop();
  }
  return works;
}

Deno.test("watchKernels() tells name, arguments and time of each call", () => {
  const { address } = heap.allocate(4);
  const works = watched(() => heap.kernels.clip(address, address, 4, 0, 1));
  assertEquals(works.map(({ calls }) => calls), [
    [{ name: "clip", args: [address, address, 4, 0, 1] }],
  ]);
  assert(works[0]!.ms >= 0);
});

Deno.test("watchKernels() hands answers on and changes no result", () => {
  const x = tf.tensor1d([1, 4, 9]);
  const [plain, seen] = [tf.sqrt(x).dataSync(), [] as number[]];
  let finite = -1;
  watched(() => {
    seen.push(...tf.sqrt(x).dataSync());
    finite = heap.kernels.isFinite(heap.address(x), 3);
  });
  assertEquals([seen, finite], [[...plain], 1]);
});

Deno.test("watchKernels() tells of work that is cut into ranges as one, with every part's call", () => {
  const { address } = heap.allocate(8);
  const ranges = [{ from: 0, to: 5 }, { from: 5, to: 8 }];
  const run = (ranges: { from: number; to: number }[]) =>
    watched(() =>
      heap.pool.run(ranges, (kernels, { from, to }) => {
        kernels.clip(address + 4 * from, address + 4 * from, to - from, 0, 1);
      })
    );
  heap.floats(address, 8).set([-1, 2, -1, 2, -1, 2, -1, 2]);
  const works = run(ranges);
  assertEquals(works.map(({ calls }) => calls.map(({ args }) => args[2])), [[5, 3]]);
  assertEquals([...heap.floats(address, 8)], [0, 1, 0, 1, 0, 1, 0, 1]);
  assertEquals(run(ranges.slice(0, 1)).map(({ calls }) => calls.length), [1]);
  assertEquals(heap.pool.threads, 2);
});

Deno.test("watchKernels() leaves the heap as it was, and who holds on to a kernel unwatched", () => {
  const { kernels, pool } = heap;
  const works: WatchedWork[] = [];
  const stop = watchKernels(heap, (work) => works.push(work));
  const held = { kernels: heap.kernels, pool: heap.pool };
  stop();
  assertStrictEquals(heap.kernels, kernels);
  assertStrictEquals(heap.pool, pool);
  const { address } = heap.allocate(1);
  held.kernels.clip(address, address, 1, 0, 1);
  held.pool.run([{ from: 0, to: 1 }], (own) => own.clip(address, address, 1, 0, 1));
  assertEquals(works, []);
});
