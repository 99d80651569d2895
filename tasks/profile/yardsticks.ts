import type { Heap } from "descent/kernels";

/** What this machine allows, measured with kernels like those that are profiled. */
export type Yardsticks = {
  /** Products and sums in 128-bit registers, 10⁹ operations a second, by as many threads as profiled. */
  gflops: number;
  /** Memory read and written, 10⁹ bytes a second by as many threads: a ← a − s · b over arrays far beyond the caches. */
  gigabytes: number;
};

const TURNS = 100_000;
/** Sums side by side: fewer wait for one another, and V8 has no registers for more. */
const CHAINS = [8, 10, 12];
const MOST_CHAINS = 12;
/** 64 MiB each, twice: larger than the last cache of most machines. */
const FLOATS = 2 ** 24;
/** The least disturbed try counts, of at least so many, and for so long: threads have to start. */
const TRIES = 8;
const LEAST_MS = 60;

/**
 * Measures the machine.
 *
 * @param heap The WASM backend; 128 MiB of it are taken for the time being.
 * @returns Both yardsticks.
 */
export function measureYardsticks(heap: Heap): Yardsticks {
  return { gflops: peakGflops(heap), gigabytes: bandwidth(heap) };
}

/**
 * The better of two measurements: other programs can only make a machine slower.
 *
 * @param a One.
 * @param b The other.
 * @returns The larger of each yardstick.
 */
export function better(a: Yardsticks, b: Yardsticks): Yardsticks {
  return {
    gflops: Math.max(a.gflops, b.gflops),
    gigabytes: Math.max(a.gigabytes, b.gigabytes),
  };
}

/**
 * Waits until all threads share the work: they start with the first work for them, which takes a
 * while. Gives up after a second, where other programs have the cores.
 *
 * @param heap The WASM backend.
 */
export async function awaitThreads(heap: Heap): Promise<void> {
  if (heap.pool.threads < 2) return;
  const room = heap.allocate(4 * heap.pool.threads);
  const turn = (ranges: readonly { from: number }[]) => {
    const begun = performance.now();
    heap.pool.run(ranges.map(({ from }) => ({ from, to: from + 1 })), (kernels, { from }) => {
      const own = room.address + 16 * from;
      kernels.fmaPeak(own, own, TURNS, 0.5, 1, 1);
    });
    return performance.now() - begun;
  };
  const all = rangesOf(heap);
  const until = performance.now() + 1000;
  while (turn(all) > 1.5 * turn(all.slice(0, 1)) && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  heap.free(room);
}

function peakGflops(heap: Heap): number {
  const floats = heap.pool.threads * 4 * MOST_CHAINS;
  const bytes = 16 * MOST_CHAINS;
  const room = heap.allocate(floats);
  const { address } = room;
  heap.floats(address, floats).fill(1);
  const ranges = rangesOf(heap);
  const speeds = CHAINS.map((chains) => {
    const run = () =>
      heap.pool.run(ranges, (kernels, _, part) => {
        const own = address + part * bytes;
        kernels.fmaPeak(own, own, TURNS, 0.5, 1, chains);
      });
    return 8 * chains * TURNS * ranges.length / leastMs(run) / 1e6;
  });
  heap.free(room);
  return Math.max(...speeds);
}

function bandwidth(heap: Heap): number {
  const blocks = [heap.allocate(FLOATS), heap.allocate(FLOATS)] as const;
  const [a, b] = blocks;
  for (const { address } of blocks) heap.floats(address, FLOATS).fill(1);
  const ms = leastMs(() =>
    heap.pool.run(rangesOf(heap, FLOATS), (kernels, { from, to }) => {
      kernels.sgd(a.address + 4 * from, b.address + 4 * from, to - from, 1e-3);
    })
  );
  blocks.forEach(heap.free);
  return 3 * 4 * FLOATS / ms / 1e6;
}

/** `count` values in as many ranges as there are threads. */
function rangesOf({ pool }: Heap, count = pool.threads) {
  const at = (part: number) => Math.round(part * count / pool.threads);
  return Array.from({ length: pool.threads }, (_, part) => ({ from: at(part), to: at(part + 1) }));
}

function leastMs(run: () => void): number {
  const start = performance.now();
  let least = Infinity;
  for (let tries = 0; tries < TRIES || performance.now() - start < LEAST_MS; tries++) {
    const begun = performance.now();
    run();
    least = Math.min(least, performance.now() - begun);
  }
  return least;
}
