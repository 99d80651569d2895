/** What a Python interpreter goes by, where none is named. */
const NAMES = ["python3", "python"];

/**
 * Finds a Python to run the peers.
 *
 * @param named Path or name to take instead of looking on PATH.
 * @returns The first that runs, or nothing.
 */
export async function findPython(named?: string): Promise<string | undefined> {
  for (const name of named === undefined ? NAMES : [named]) {
    if (await runs(name)) return name;
  }
  return undefined;
}

/** Windows answers for a Python that is not installed with a program that only fails. */
async function runs(python: string): Promise<boolean> {
  try {
    const command = new Deno.Command(python, {
      args: ["--version"],
      stdout: "null",
      stderr: "null",
    });
    return (await command.output()).success;
  } catch {
    return false;
  }
}
