/** What is asked of the kernel after each cell. */
export type Probe = {
  /** Resident memory of the kernel, in bytes. */
  memoryBytes: number;
  /** How many tensors TensorFlow.js holds; `null` before it is imported. */
  tensors: number | null;
  /** How many bytes the cell wrote to `Deno.stdout`, which reach no notebook. */
  lostBytes: number;
  /** Why promises failed that nobody waits for: the kernel is silent about them. */
  rejected: string[];
};

/**
 * Code that is run before the first cell. It counts what is written to `Deno.stdout`, which the
 * kernel drops without a word, keeps why promises failed that nobody waits for, and ends the kernel
 * when the program that started it is gone, also when that was killed.
 *
 * @param parent The process id of that program.
 */
export function preparation(parent: number): string {
  return `{
  const rejected = new Map();
  const takeRejected = () => {
    const reasons = [...rejected.values()];
    rejected.clear();
    return reasons;
  };
  const seen = globalThis[Symbol.for("descent.nb")] = { lostBytes: 0, takeRejected };
  const count = (bytes) => (seen.lostBytes += bytes.length, bytes.length);
  Deno.stdout.writeSync = count;
  Deno.stdout.write = (bytes) => Promise.resolve(count(bytes));
  const textOf = (reason) => reason instanceof Error ? reason.stack : String(reason);
  addEventListener("unhandledrejection", (e) => rejected.set(e.promise, textOf(e.reason)));
  addEventListener("rejectionhandled", (e) => rejected.delete(e.promise));
  Deno.unrefTimer(setInterval(() => {
    if (Deno.ppid !== ${parent}) Deno.exit(1);
  }, 1000));
}`;
}

/** The expression that gives a {@linkcode Probe}. TensorFlow.js keeps its engine in a global. */
export const probe = `{
  memoryBytes: Deno.memoryUsage().rss,
  tensors: globalThis._tfengine?.state?.numTensors ?? null,
  lostBytes: globalThis[Symbol.for("descent.nb")].lostBytes,
  rejected: globalThis[Symbol.for("descent.nb")].takeRejected(),
}`;
