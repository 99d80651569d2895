/** A place where a rule of the project is broken. */
export type Finding = { path: string; line: number; rule: string };

/**
 * Prints findings as `path:line  rule`, or one line of praise.
 *
 * @param findings What was found.
 * @param praise What to say when that is nothing.
 * @returns The exit code: 1 if anything was found.
 */
export function report(findings: Finding[], praise: string): number {
  for (const { path, line, rule } of findings) console.error(`${path}:${line}  ${rule}`);
  if (findings.length === 0) console.log(praise);
  return findings.length === 0 ? 0 : 1;
}
