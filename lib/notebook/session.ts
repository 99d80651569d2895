import { findHost, type Host } from "./host.ts";
import { createInterrupt, type Interrupt } from "./interrupt.ts";
import { keepOutputsInOrder } from "./ordered_outputs.ts";
import { createTextScreen, type Screen } from "./screen.ts";
import { viewOf } from "./view.ts";

/** What the functions of this folder stand on: a screen, and Interrupt. */
export type Session = { inNotebook: boolean; screen: Screen; interrupt: Interrupt };

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

/** In a script or a test Ctrl-C keeps its usual meaning, and text goes to standard output. */
function createScriptSession(): Session {
  const write = (text: string) => void Deno.stdout.writeSync(new TextEncoder().encode(text));
  const screen = createTextScreen(Deno.stdout.isTerminal(), write);
  return { inNotebook: false, screen, interrupt: createInterrupt() };
}

const host = findHost();
let current = host
  ? createNotebookSession(host, (listener) => Deno.addSignalListener("SIGINT", listener))
  : createScriptSession();

/** The session that everything in this folder shows in. */
export function session(): Session {
  return current;
}

/**
 * Runs something in another session, for tests.
 *
 * @param other The session in use meanwhile.
 * @param run What to do.
 * @returns What `run` returns.
 */
export async function withSession<T>(other: Session, run: () => T | Promise<T>): Promise<T> {
  const before = current;
  current = other;
  try {
    return await run();
  } finally {
    current = before;
  }
}
