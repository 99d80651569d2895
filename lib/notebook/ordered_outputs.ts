import { wasShown } from "./already_shown.ts";
import { isBanner } from "./banners.ts";
import { onCellFailure } from "./cell_failure.ts";
import type { DisplayOptions, Host } from "./host.ts";
import { findIopubAddress } from "./iopub_address.ts";
import { checkOutputSize, inMegabytes, LARGEST_OUTPUT } from "./output_size.ts";
import { awaitOwnOutputs } from "./own_outputs.ts";

/** What happens around the outputs of a cell. */
export type CellEvents = {
  /** Something is shown. */
  onOutput(): void;
  /** Turns a value into a bundle, or says nothing to leave it to the kernel. */
  view(value: unknown): Promise<Record<string, unknown>> | Record<string, unknown> | undefined;
  /** The cell has come to its end without an error; it may still show something. */
  beforeEnd(): Promise<void>;
  /** The cell is over, well or with an error. */
  onEnd(): void;
};

const LONGEST_PRINT = 100_000; // what is left of a text that is too long to be sent
const PRINTING = ["log", "info", "debug", "warn", "error", "table", "dir", "trace"] as const;

/**
 * Makes outputs arrive in order and under the cell they belong to.
 *
 * The kernel of Deno 2.8.2 and later sends outputs from a queue, and does not wait for the queue
 * before it says that a cell is over: late outputs are lost, or land under the next cell. But it waits
 * for `broadcastResult` at the end of every cell that did not throw, so the queue is emptied there.
 * After an error nothing can be awaited; then the notebook's thread is held up for a while, in
 * which the kernel's own thread goes on sending.
 *
 * Too large an output is refused, and banners of libraries are left out. Where the kernel has no
 * `broadcastResult` nothing is changed.
 *
 * @param host The kernel.
 * @param events Called around outputs.
 */
export function keepOutputsInOrder({ jupyter, internals }: Host, events: CellEvents): void {
  if (!internals) return;
  const broadcast = jupyter.broadcast.bind(jupyter);
  const format = jupyter.format.bind(jupyter);
  const queue = createQueue(broadcast);

  jupyter.broadcast = (type, content, ...extra) => {
    queue.add(checkOutputSize(content));
    events.onOutput();
    return broadcast(type, content, ...extra);
  };
  jupyter.display = async (value, { raw, update, display_id }: DisplayOptions = {}) => {
    const data = raw ? value : await (events.view(value) ?? format(value));
    const type = update ? "update_display_data" : "display_data";
    const transient = display_id === undefined ? {} : { display_id };
    jupyter.broadcast(type, { data, metadata: {}, transient });
  };
  internals.broadcastResult = async (count, value) => {
    try {
      if (value !== undefined && !wasShown(value)) {
        const data = await (events.view(value) ?? format(value));
        const result = { execution_count: count, data, metadata: {}, transient: {} };
        jupyter.broadcast("execute_result", result);
      }
      await events.beforeEnd();
    } catch (error) {
      broadcast("error", describe(error));
    }
    await queue.emptied();
    events.onEnd();
  };
  onCellFailure(() => {
    queue.waitInPlace();
    events.onEnd();
  });
  for (const method of PRINTING) {
    const print = console[method] as (...values: unknown[]) => void;
    console[method] = (...values: unknown[]) => {
      if (isBanner(values)) return;
      queue.add(100); // most lines are shorter
      events.onOutput();
      print.apply(console, values.map(shortened));
    };
  }
}

const nobody = new Int32Array(new SharedArrayBuffer(4)); // nobody wakes who waits for it

/** The outputs that the kernel may not have sent yet. */
function createQueue(broadcast: Host["jupyter"]["broadcast"]) {
  const address = findIopubAddress();
  let [waitMs, addedAt] = [0, 0];
  const sendMarker = (display_id: string) =>
    // An update of what was never shown: front ends pass over it in silence.
    broadcast("update_display_data", { data: {}, metadata: {}, transient: { display_id } });
  return {
    /** An output of so many characters was put in. */
    add(size: number) {
      const now = performance.now();
      const left = Math.max(0, waitMs - (now - addedAt)); // the kernel has been sending since
      waitMs = left + 1 + size / 10_000; // ten times what it takes on a machine at rest
      addedAt = now;
    },
    /** Waits until all is sent, or for a while where that cannot be found out. */
    async emptied() {
      const found = await address;
      const ms = 20 + waitMs;
      waitMs = 0;
      const sent = found && await awaitOwnOutputs(found, sendMarker).catch(() => false);
      if (!sent) await new Promise((resolve) => setTimeout(resolve, ms));
    },
    /** Holds up this thread for as long as sending takes on a busy machine. */
    waitInPlace() {
      Atomics.wait(nobody, 0, 0, Math.min(100 + waitMs, 3000));
      waitMs = 0;
    },
  };
}

function shortened(value: unknown): unknown {
  if (typeof value !== "string" || value.length <= LARGEST_OUTPUT) return value;
  const told = `… cut here: a text of ${inMegabytes(value.length)} may silence the kernel; ` +
    "print less, or write it to a file";
  return `${value.slice(0, LONGEST_PRINT)}\n${told}`;
}

function describe(error: unknown): Record<string, unknown> {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { ename: name, evalue: message, traceback: (stack ?? message).split("\n") };
}
