/**
 * A test's name, and whether it is left out because a program is not there; then the name says which.
 *
 * @param name What the test is called.
 * @param programs What it needs, each by its name, undefined where it was not found.
 */
export function needing(
  name: string,
  programs: Record<string, string | undefined>,
): { name: string; ignore: boolean } {
  const missing = Object.keys(programs).filter((program) => programs[program] === undefined);
  const reason = missing.length > 0 ? ` (left out: no ${missing.join(", no ")})` : "";
  return { name: name + reason, ignore: missing.length > 0 };
}
