// One thread of a pool: takes parts of jobs for as long as the process lives.

import { workerData } from "node:worker_threads";
import {
  claim,
  type Kernel,
  pause,
  type PoolState,
  runPart,
  viewRoom,
  WORD,
} from "./pool_state.ts";

/** What a pool's thread is started with. */
export type PoolWorkerData = {
  room: SharedArrayBuffer;
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** The kernels' names, in the order of their numbers. */
  names: readonly string[];
};

/** Looks so often for work before it sleeps: some 0.5 ms, more than the usual gap between two batches. */
const LOOKS = 12000;

if (workerData) serve(workerData as PoolWorkerData);

function serve({ room, module, memory, names }: PoolWorkerData): never {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels = names.map((name) => exports[name] as Kernel);
  const state = viewRoom(room);
  Atomics.add(state.words, WORD.ready, 1);
  for (;;) {
    const part = claim(state);
    if (part < 0) rest(state);
    else run(state, part, kernels);
  }
}

function run(state: PoolState, part: number, kernels: Kernel[]): void {
  try {
    runPart(state, part, kernels);
  } catch {
    Atomics.add(state.words, WORD.failed, 1);
  }
  Atomics.add(state.words, WORD.done, 1);
}

/** Waits for work: awake for a while, since being woken takes 10 µs and more, then asleep. */
function rest({ words }: PoolState): void {
  for (let looks = 0; looks < LOOKS; looks++) {
    if (Atomics.load(words, WORD.open) > 0) return;
    pause();
  }
  Atomics.add(words, WORD.asleep, 1);
  Atomics.wait(words, WORD.open, 0);
  Atomics.sub(words, WORD.asleep, 1);
}
