import { stripVTControlCharacters } from "node:util";

/**
 * The last line of a test run, made from Deno's own: `12 passed, 0 failed`. A run that ended badly
 * before Deno counted, because a file did not compile, is one failure.
 *
 * @param output What `deno test` printed.
 * @param code Its exit code.
 * @returns The line, without colours.
 */
export function closingLine(output: string, code: number): string {
  const plain = stripVTControlCharacters(output);
  const counts = [...plain.matchAll(/^(?:ok|FAILED) \| (\d+) passed.*? \| (\d+) failed/gm)].at(-1);
  const [passed, failed] = [Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 0)];
  return `${passed} passed, ${code === 0 ? failed : Math.max(failed, 1)} failed`;
}
