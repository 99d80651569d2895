/** What every failed assertion throws. */
export class AssertionError extends Error {
  /** @param message What was expected and what came. @param options The cause, if there is one. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}

/** Fails always: for a place in a test that must not be reached by mistake. */
export function fail(msg?: string): never {
  throw new AssertionError(withNote("Failed assertion", msg));
}

/** Fails always: for a branch that cannot be taken. */
export function unreachable(msg?: string): never {
  throw new AssertionError(withNote("Unreachable", msg));
}

/** Fails always: for what has yet to be written. */
export function unimplemented(msg?: string): never {
  throw new AssertionError(withNote("Unimplemented", msg));
}

/** The text of an error with the caller's own note behind it. */
export function withNote(text: string, msg?: string): string {
  return msg ? `${text}: ${msg}` : `${text}.`;
}
