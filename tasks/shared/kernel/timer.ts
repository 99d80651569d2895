/** Tells when a time is up, for as long as it is in scope. */
export type Timer = Disposable & { up: Promise<"timeout"> };

/**
 * Starts a timer; `using` stops it at the end of the block.
 *
 * @param limitMs Milliseconds; nothing for a timer that never ends.
 */
export function createTimer(limitMs: number | undefined): Timer {
  const { promise, resolve } = Promise.withResolvers<"timeout">();
  const timer = limitMs === undefined ? undefined : setTimeout(() => resolve("timeout"), limitMs);
  return { up: promise, [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Waits some milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
