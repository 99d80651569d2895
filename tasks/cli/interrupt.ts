import { exitCode } from "./errors.ts";

/** Listens for Ctrl-C. */
export type Interrupt = {
  /** Raised by the first Ctrl-C (or SIGTERM). */
  signal: AbortSignal;
  /** Stops listening, so that the process can end. */
  [Symbol.dispose](): void;
};

// One press arrives twice under `deno task`: from the terminal, and passed on by the task runner.
const SAME_PRESS_MS = 200;

/**
 * Turns the first Ctrl-C into an AbortSignal, so that what runs can stop in good order, and the
 * second into the end of the process.
 *
 * @returns The signal, until it is disposed of.
 */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  let pressedMs = -Infinity;
  const onSignal = () => {
    const isNew = performance.now() - pressedMs > SAME_PRESS_MS;
    if (isNew && controller.signal.aborted) Deno.exit(exitCode.interrupted);
    if (isNew) pressedMs = performance.now();
    controller.abort();
  };
  // Windows knows no SIGTERM and refuses to listen for it.
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  for (const name of signals) Deno.addSignalListener(name, onSignal);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const name of signals) Deno.removeSignalListener(name, onSignal);
    },
  };
}
