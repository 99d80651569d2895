import { Worker } from "node:worker_threads";
import type { Range } from "./cut.ts";
import type { Kernels } from "./exports.ts";
import {
  claim,
  type Kernel,
  makeRoom,
  pause,
  type PoolState,
  runPart,
  viewRoom,
  WORD,
  writePart,
} from "./pool_state.ts";
import type { PoolWorkerData } from "./pool_worker.ts";

/** Threads that compute parts of a kernel's work side by side. */
export type Pool = {
  /** How many threads share the work, this one among them. */
  readonly threads: number;
  /** Shares the work among so many threads from now on, where the pool can have more than one. */
  use(threads: number): void;
  /**
   * Calls kernels for each of the ranges, on as many threads as are free, and comes back when all
   * have run. What is done for one range must not depend on what is done for another.
   *
   * @param ranges The parts of the work, as `cut` makes them.
   * @param call Makes the calls for one range, on the kernels that it is given. With several ranges
   * these only note the calls: they return nothing.
   */
  run(ranges: readonly Range[], call: (kernels: Kernels, range: Range, part: number) => void): void;
};

const WORKER = new URL("pool_worker.ts", import.meta.url);

/** More threads than these no pool has, and more parts no job. */
const [MOST_THREADS, MOST_PARTS] = [64, 128];
/** Looks so often for the others' end before it sleeps a millisecond at a time. */
const LOOKS = 20_000;

/**
 * Whether this process may start threads: Deno asks for leave to read a worker's source, which it
 * does not for an import.
 *
 * @returns False also where Deno would have to ask.
 *
 * @example
 * ```ts
 * import { mayStartThreads } from "descent/kernels";
 *
 * console.log(mayStartThreads()); // true with -A
 * ```
 */
export function mayStartThreads(): boolean {
  return WORKER.protocol !== "file:" ||
    Deno.permissions.querySync({ name: "read", path: WORKER }).state === "granted";
}

/** A pool of this thread alone. */
export function loneThread(kernels: Kernels): Pool {
  return {
    threads: 1,
    use: () => {},
    run: (ranges, call) => ranges.forEach((range, part) => call(kernels, range, part)),
  };
}

/**
 * A pool of threads on a shared memory. Its workers start with the first work of several parts, and
 * until they run this thread does it alone: nobody waits for them. They do not keep the process
 * alive. Where none may start, that is no error: the work is done here.
 */
export function createPool(
  kernels: Kernels,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Pool {
  const names = Object.keys(kernels) as (keyof Kernels)[];
  const inOrder = names.map((name) => kernels[name] as Kernel);
  const room = makeRoom(MOST_PARTS);
  const state = viewRoom(room);
  const notes = takeNotes(names);
  let threads = 1;
  let started = 1;
  return {
    get threads() {
      return threads;
    },
    use(wanted) {
      threads = Math.min(wanted, MOST_THREADS);
    },
    run(ranges, call) {
      if (ranges.length > 1) {
        for (; started < threads; started++) startWorker({ room, module, memory, names });
      }
      if (ranges.length < 2 || Atomics.load(state.words, WORD.ready) === 0) {
        ranges.forEach((range, part) => call(kernels, range, part));
        return;
      }
      ranges.forEach((range, part) => {
        notes.write = writePart(state, part);
        call(notes.kernels, range, part);
      });
      share(state, ranges.length, inOrder);
    },
  };
}

/** Kernels that write their calls down, by their number in `names`, to whoever listens. */
function takeNotes(names: string[]) {
  const notes = {
    write: (_kernel: number, _args: number[]) => {},
    kernels: Object.fromEntries(
      names.map((name, kernel) => [name, (...args: number[]) => notes.write(kernel, args)]),
    ) as unknown as Kernels,
  };
  return notes;
}

/** Lets all threads work on the parts that have been written, this one too. */
function share(state: PoolState, parts: number, kernels: readonly Kernel[]): void {
  const { words } = state;
  Atomics.store(words, WORD.done, 0);
  Atomics.store(words, WORD.open, parts);
  if (Atomics.load(words, WORD.asleep) > 0) Atomics.notify(words, WORD.open, parts - 1);
  let mine = 0;
  try {
    for (let part = claim(state); part >= 0; part = claim(state)) {
      mine++;
      runPart(state, part, kernels);
    }
  } finally {
    const nobodys = Atomics.exchange(words, WORD.open, 0); // some, if a part of this thread trapped
    join(words, parts - mine - nobodys);
  }
  if (Atomics.exchange(words, WORD.failed, 0) > 0) {
    throw new WebAssembly.RuntimeError("a kernel trapped on another thread");
  }
}

/** Waits until the others have done their parts. */
function join(words: Int32Array, others: number): void {
  for (let looks = 0;; looks++) {
    const done = Atomics.load(words, WORD.done);
    if (done >= others) return;
    if (looks < LOOKS) pause();
    else Atomics.wait(words, WORD.done, done, 1); // another program has the core
  }
}

function startWorker(workerData: PoolWorkerData): void {
  try {
    const worker = new Worker(WORKER, { workerData });
    worker.on("error", () => {}); // its part of the work is done here
    worker.unref();
  } catch {
    // Not permitted: likewise.
  }
}
