/**
 * The part of an error's text that says why: `fetch failed` hides it in its cause, behind colons, and
 * the file system adds the call and the path behind it.
 */
export function lastClause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return lastClause(error.cause);
  const text = error.message.replace(/ \(os error \d+\).*$/s, "");
  return text.split(": ").at(-1)!.split("\n")[0]!;
}
