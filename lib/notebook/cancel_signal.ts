import { session } from "./session.ts";

const PAUSE_EVERY_MS = 50; // Interrupt is felt at once, and a pause costs far below one per cent

/**
 * The signal that aborts when Interrupt (the Stop button) is pressed in the running cell. Hand it to
 * whatever takes one: `train(model, data, { …, signal: cancelSignal() })`. All that was computed so
 * far is kept, and the next cell gets a fresh signal.
 *
 * Outside a notebook it never aborts; there Ctrl-C ends the program as usual.
 *
 * @returns The running cell's signal.
 *
 * @example
 * ```ts
 * import { cancelSignal } from "descent/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cancelSignal().aborted, false);
 * ```
 */
export function cancelSignal(): AbortSignal {
  return session().interrupt.signal();
}

let pausedAt = 0;

/**
 * A place in a loop where Interrupt is felt: `await checkpoint()` once a round. Without any real wait
 * a loop holds up the whole program, and Interrupt cannot reach it.
 *
 * Waits for a turn of the event loop at most every 50 ms, so it may stand in an inner loop.
 *
 * @throws {DOMException} An `AbortError` if Interrupt was pressed in this cell.
 *
 * @example
 * ```ts
 * import { checkpoint } from "descent/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * let sum = 0;
 * for (let i = 0; i < 1000; i++) {
 *   await checkpoint();
 *   sum += i;
 * }
 * assertEquals(sum, 499_500);
 * ```
 */
export async function checkpoint(): Promise<void> {
  const signal = cancelSignal();
  signal.throwIfAborted();
  if (performance.now() - pausedAt < PAUSE_EVERY_MS) return;
  await new Promise((resolve) => setTimeout(resolve, 0));
  pausedAt = performance.now();
  signal.throwIfAborted();
}
