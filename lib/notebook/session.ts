import { createInterrupt, type Interrupt } from "./interrupt.ts";
import { createTextScreen, type Screen } from "./screen.ts";

/** What the functions of this folder stand on: a screen, and Interrupt. */
export type Session = { inNotebook: boolean; screen: Screen; interrupt: Interrupt };

let current = createScriptSession();

/** The session that everything in this folder shows in. */
export function session(): Session {
  return current;
}

/** Puts another session in place of this one, which is returned. */
export function replaceSession(other: Session): Session {
  const before = current;
  current = other;
  return before;
}

/** In a script or a test Ctrl-C keeps its usual meaning, and text goes to standard output. */
function createScriptSession(): Session {
  const write = (text: string) => void Deno.stdout.writeSync(new TextEncoder().encode(text));
  const screen = createTextScreen(Deno.stdout.isTerminal(), write);
  return { inNotebook: false, screen, interrupt: createInterrupt() };
}
