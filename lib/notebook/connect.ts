import { findHost, type Host } from "./host.ts";
import { createInterrupt } from "./interrupt.ts";
import { keepOutputsInOrder } from "./ordered_outputs.ts";
import type { Screen } from "./screen.ts";
import { replaceSession, type Session } from "./session.ts";
import { viewOf } from "./view.ts";

const host = findHost();
if (host) {
  // With a listener SIGINT, which Jupyter sends for Interrupt, no longer ends the kernel.
  const onSignal = (listener: () => void) => Deno.addSignalListener("SIGINT", listener);
  replaceSession(createNotebookSession(host, onSignal));
}

/**
 * Prepares a kernel: outputs in order, Interrupt without harm, a screen that shows in the notebook.
 *
 * @param host The kernel.
 * @param onSignal Registers who is told of Interrupt.
 * @returns The session.
 */
export function createNotebookSession(
  { jupyter, internals }: Host,
  onSignal: (listener: () => void) => void,
): Session {
  const interrupt = createInterrupt();
  const waiting: (() => Promise<void> | void)[] = [];
  keepOutputsInOrder({ jupyter, internals }, {
    onOutput: interrupt.touch,
    view: viewOf,
    async beforeEnd() {
      for (let work = waiting.shift(); work; work = waiting.shift()) await work();
    },
    onEnd: interrupt.cellEnded,
  });
  onSignal(interrupt.press);
  const send = (type: string, data: Record<string, unknown>, display_id?: string) => {
    const transient = display_id === undefined ? {} : { display_id };
    jupyter.broadcast(type, { data, metadata: {}, transient });
  };
  const screen: Screen = {
    show: (bundle) => send("display_data", bundle),
    live() {
      const id = crypto.randomUUID();
      let shown = false;
      const draw = (bundle: Record<string, unknown>) => {
        send(shown ? "update_display_data" : "display_data", bundle, id);
        shown = true;
      };
      return { draw, done: draw };
    },
    beforeCellEnds: (work) => void waiting.push(work),
  };
  return { inNotebook: true, screen, interrupt };
}
