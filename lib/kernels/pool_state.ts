/**
 * What the threads of a pool share besides the memory: an Int32Array of these words, and after it
 * the parts of a job, each a list of kernel calls as float64, which holds addresses and float32
 * settings exactly.
 */
export const WORD = {
  /** Parts of the job that nobody has taken yet: 0 while there is none. */
  open: 0,
  /** Parts that are done. */
  done: 1,
  /** Workers that sleep and must be woken. */
  asleep: 2,
  /** Workers that have started. */
  ready: 3,
  /** Parts that trapped. */
  failed: 4,
} as const;

const WORDS = 16;
/** Numbers that a part has room for: how many calls, and for each the kernel, a count, arguments. */
const PART = 128;

/** A kernel as any other function of numbers. */
export type Kernel = (...args: number[]) => unknown;

/** The shared state of one pool, as each of its threads sees it. */
export type PoolState = { readonly words: Int32Array; readonly numbers: Float64Array };

/** Shared room for jobs of at most `parts` parts. */
export function makeRoom(parts: number): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * WORDS + 8 * parts * PART);
}

/** One thread's view of the room. */
export function viewRoom(room: SharedArrayBuffer): PoolState {
  return { words: new Int32Array(room, 0, WORDS), numbers: new Float64Array(room, 4 * WORDS) };
}

/** Empties a part, and gives back what writes calls into it. */
export function writePart(
  { numbers }: PoolState,
  part: number,
): (kernel: number, args: number[]) => void {
  const start = part * PART;
  let at = start + 1;
  numbers[start] = 0;
  return (kernel, args) => {
    if (at + 2 + args.length > start + PART) throw new RangeError("a part has too many calls");
    numbers[start]!++;
    numbers[at] = kernel;
    numbers[at + 1] = args.length;
    numbers.set(args, at + 2);
    at += 2 + args.length;
  };
}

/** Makes the calls of a part, one after the other. */
export function runPart({ numbers }: PoolState, part: number, kernels: readonly Kernel[]): void {
  let at = part * PART;
  for (let calls = numbers[at++]!; calls > 0; calls--) {
    const kernel = kernels[numbers[at]!]!;
    const end = at + 2 + numbers[at + 1]!;
    kernel(...numbers.subarray(at + 2, end));
    at = end;
  }
}

/**
 * Takes one part of the job: its index, or -1 if all are taken.
 *
 * A part is somebody's once the count has gone down by it. Who is late may so take a part of the
 * next job, which is as good: the part's calls are read only after that.
 */
export function claim({ words }: PoolState): number {
  for (;;) {
    const open = Atomics.load(words, WORD.open);
    if (open <= 0) return -1;
    if (Atomics.compareExchange(words, WORD.open, open, open - 1) === open) return open - 1;
  }
}

/** Tells the processor that this thread only waits, where the engine can. */
export const pause: () => void = (Atomics as { pause?: () => void }).pause ?? (() => {});
