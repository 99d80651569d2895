import type { Kernels } from "./exports.ts";
import type { Heap } from "./heap.ts";
import type { Pool } from "./pool.ts";

/** Work on a heap that has come to its end: one kernel's, or what several threads did of it. */
export type WatchedWork = {
  /** The kernels that were called; more than one only where threads shared the work. */
  calls: readonly { name: keyof Kernels; args: readonly number[] }[];
  /** Milliseconds from before the work to after it, the clock's own time among them. */
  ms: number;
};

type Kernel = (...args: number[]) => number | void;
type Call = { name: keyof Kernels; args: number[] };

/**
 * Tells of every kernel that is called on a heap from now on: by tfjs's operations, and by plans that
 * are compiled from now on (a plan made before goes on unwatched). For profiles.
 *
 * @param heap The heap of a backend, as `heapOf` gives it.
 * @param onWork Told of each piece of work after it; must not call kernels.
 * @returns Ends the watch.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
 * import { useBackend } from "descent/backend";
 * import { heapOf, watchKernels } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const names: string[] = [];
 * const stop = watchKernels(
 *   heapOf(tf.backend() as BackendWasm),
 *   ({ calls }) => names.push(calls[0]!.name),
 * );
 * tf.sqrt(tf.tensor1d([4, 9]));
 * stop();
 * assertEquals(names, ["sqrt"]);
 * ```
 */
export function watchKernels(heap: Heap, onWork: (work: WatchedWork) => void): () => void {
  const { kernels, pool } = heap;
  const watch = { over: false, onWork };
  const watched = eachKernel(kernels, (name, kernel) => (...args) => {
    if (watch.over) return kernel(...args); // a plan may hold on to it
    const begun = performance.now();
    const answer = kernel(...args);
    onWork({ calls: [{ name, args }], ms: performance.now() - begun });
    return answer;
  });
  const own = heap as { kernels: Kernels; pool: Pool }; // elsewhere nobody changes them
  own.kernels = watched;
  own.pool = watchPool(pool, watched, watch);
  return () => {
    watch.over = true;
    own.kernels = kernels;
    own.pool = pool;
  };
}

type Watch = { over: boolean; onWork: (work: WatchedWork) => void };

/** Work of a single range is that of its kernels; threads that share work are timed together. */
function watchPool(pool: Pool, watched: Kernels, watch: Watch): Pool {
  let calls: Call[] = [];
  let kernels: Kernels = watched;
  const noting = eachKernel(watched, (name) => (...args) => {
    calls.push({ name, args });
    return (kernels[name] as Kernel)(...args);
  });
  return {
    get threads() {
      return pool.threads;
    },
    use: (threads) => pool.use(threads),
    run(ranges, call) {
      if (watch.over) return pool.run(ranges, call);
      if (ranges.length < 2) return ranges.forEach((range, part) => call(watched, range, part));
      calls = [];
      const begun = performance.now();
      pool.run(ranges, (own, range, part) => {
        kernels = own;
        call(noting, range, part);
      });
      watch.onWork({ calls, ms: performance.now() - begun });
    },
  };
}

function eachKernel(
  kernels: Kernels,
  change: (name: keyof Kernels, kernel: Kernel) => Kernel,
): Kernels {
  const entries = Object.entries(kernels) as [keyof Kernels, Kernel][];
  return Object.fromEntries(
    entries.map(([name, kernel]) => [name, change(name, kernel)]),
  ) as unknown as Kernels;
}
