/**
 * Lets the process hear Ctrl-C between two pieces of work, if it has not for a while.
 *
 * @param signal Raised by Ctrl-C.
 * @param everyMs How long work may go on before it pauses. @default 100
 * @returns To be awaited between the pieces; throws the signal's reason once it is raised.
 */
export function breather(signal: AbortSignal, everyMs = 100): () => Promise<void> {
  let pausedMs = performance.now();
  return async () => {
    if (performance.now() - pausedMs < everyMs) return;
    await new Promise((resolve) => setTimeout(resolve)); // signals come between tasks, not promises
    signal.throwIfAborted();
    pausedMs = performance.now();
  };
}
