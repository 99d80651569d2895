/** What went wrong on the command line itself: an option or value that the task does not take. */
export class UsageError extends Error {
  override name = "UsageError";

  /**
   * @param task The task's name, as in `deno task <name>`.
   * @param message What is wrong, in a few words.
   */
  constructor(task: string, message: string) {
    super(`${message} (see "deno task ${task} --help")`);
  }
}

/** The exit codes of every task. */
export const exitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  /** 128 + SIGINT, what a shell expects after Ctrl-C. */
  interrupted: 130,
} as const;

/**
 * Runs a task and ends the process with its exit code. An error that a person can mend is told in
 * one line, `error: …`; a mistake of ours keeps its stack.
 *
 * @param main The task. It answers its exit code, or nothing for 0.
 */
export async function runTask(main: () => Promise<number | void>): Promise<void> {
  try {
    Deno.exit((await main()) ?? exitCode.done);
  } catch (error) {
    const known = explain(error);
    if (known === undefined) throw error;
    console.error(known.line);
    Deno.exit(known.code);
  }
}

/**
 * The line and the exit code for an error that a person can mend.
 *
 * @param error What was thrown.
 * @returns `undefined` for a mistake of ours, which deserves its stack.
 */
export function explain(error: unknown): { line: string; code: number } | undefined {
  if (!(error instanceof Error)) return undefined;
  const line = `error: ${error.message.replaceAll(/\s*\n\s*/g, " ")}`;
  if (error instanceof UsageError) return { line, code: exitCode.usage };
  if (isAbort(error)) return { line: "error: stopped", code: exitCode.interrupted };
  return inHouseForm(error.message) ? { line, code: exitCode.failed } : undefined;
}

/** Whether the error says that an AbortSignal was raised. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** `Cannot <action>: <needed>`; the engine's own "Cannot read properties of …" has no such colon. */
function inHouseForm(message: string): boolean {
  return /^Cannot \S.*: \S/.test(message);
}
