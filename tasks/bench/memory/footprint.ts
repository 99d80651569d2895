import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { heapOf } from "descent/kernels";
import { CYCLE, type Workload } from "./workloads.ts";

/** What a process holds. */
export type Footprint = {
  /** tfjs's tensors, and the values that they share. */
  tensors: number;
  buffers: number;
  /** WebAssembly's memory, which can only grow. */
  heapBytes: number;
  /** What the system has given to the process. */
  residentBytes: number;
};

/** What training held once all shapes had been there, at its end, and at most in each half of it. */
export type Watched = { steps: number; settled: Footprint; end: Footprint; peaks: Footprint[] };

/** Steps between two looks; few enough to see a peak, and no divisor of the cycle of shapes. */
const LOOK_EVERY = 37;
/** WebAssembly begins with 16 MiB: what takes most of them lets a small loss show as growth. */
const BALLAST_BYTES = 15 * 2 ** 20;

/** How to watch. */
export type WatchOptions = {
  /** About how many steps: whole warm-ups, three at least. */
  steps: number;
  /** Steps until things count as settled. @default CYCLE */
  warmUp?: number;
  /** Frees what JavaScript does not use any more, before a look that counts. */
  collect?: () => void;
};

/**
 * Trains, and looks at what the process holds: after a warm-up, and in both halves of what follows.
 *
 * @param make Makes what is trained, which is disposed of in the end.
 * @param options How long.
 * @returns What was held when.
 */
export async function watch(
  make: () => Workload,
  { steps, warmUp = CYCLE, collect = () => {} }: WatchOptions,
): Promise<Watched> {
  const ballast = tf.zeros([BALLAST_BYTES / 4]);
  const workload = make();
  const run = async (from: number, to: number) => {
    const looks: Footprint[] = [];
    for (let i = from; i < to; i++) {
      await workload.step(i);
      if (i % LOOK_EVERY === 0) looks.push(look());
    }
    collect();
    looks.push(look());
    return { end: looks.at(-1)!, peak: mostOf(looks) };
  };
  const last = Math.max(3, Math.floor(steps / warmUp)) * warmUp;
  const half = Math.ceil((last + warmUp) / 2);
  const settled = (await run(0, warmUp)).end;
  const halves = [await run(warmUp, half), await run(half, last)];
  workload.dispose();
  ballast.dispose();
  return { steps: last, settled, end: halves[1]!.end, peaks: halves.map(({ peak }) => peak) };
}

/**
 * What grew, in words. JavaScript's garbage comes and goes: the process counts as grown where it holds
 * more than a quarter more in the second half than in the first.
 */
export function growthOf({ settled, end, peaks }: Watched): string[] {
  const grown = (["tensors", "buffers", "heapBytes"] as const)
    .filter((key) => end[key] > settled[key])
    .map((key) => `${key} from ${settled[key]} to ${end[key]}`);
  const [early, late] = peaks.map(({ residentBytes }) => residentBytes) as [number, number];
  if (late > 1.25 * early) grown.push(`residentBytes from ${early} to ${late}`);
  return grown;
}

/** What this process holds now. */
export function look(): Footprint {
  const { numTensors: tensors, numDataBuffers: buffers } = tf.memory();
  const heap = heapOf(tf.backend() as BackendWasm);
  const heapBytes = heap.floats(0, 1).buffer.byteLength;
  return { tensors, buffers, heapBytes, residentBytes: Deno.memoryUsage().rss };
}

function mostOf(looks: Footprint[]): Footprint {
  const most = (key: keyof Footprint) => Math.max(...looks.map((look) => look[key]));
  return {
    tensors: most("tensors"),
    buffers: most("buffers"),
    heapBytes: most("heapBytes"),
    residentBytes: most("residentBytes"),
  };
}
