/**
 * `deno task ok`: the one gate. Everything that must hold before work is handed on.
 *
 * @module
 */

import { parseTaskArgs } from "./cli/args.ts";
import { runTask, UsageError } from "./cli/errors.ts";
import { showDeno } from "./shared/deno.ts";

/** A check and the arguments for Deno that make it. */
export type Step = { name: string; args: string[] };

/** How a check went. */
export type Outcome = { name: string; passed: boolean; elapsedMs: number };

const STEPS: Step[] = [
  { name: "fmt", args: ["fmt", "--check"] },
  { name: "lint", args: ["lint"] },
  { name: "check", args: ["check"] },
  { name: "layers", args: ["task", "layers"] },
  { name: "docs", args: ["task", "docs"] },
  { name: "test", args: ["task", "test"] },
];

const HELP = `
Runs every check, also after one has failed, and says at the end which passed.

Usage: deno task ok [--without NAME ...]

The checks: ${STEPS.map(({ name }) => name).join(", ")}. Exit code 0 if all passed.
  --without NAME   leaves one out; may be given several times`;

/**
 * Runs checks one after the other, all of them.
 *
 * @param steps The checks.
 * @param run Runs Deno with some arguments and tells the exit code.
 * @returns How each went, in order.
 */
export async function runSteps(
  steps: Step[],
  run: (args: string[]) => Promise<{ code: number }>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { name, args } of steps) {
    console.log(`\n— ${name}`);
    const start = performance.now();
    const { code } = await run(args);
    outcomes.push({ name, passed: code === 0, elapsedMs: performance.now() - start });
  }
  return outcomes;
}

/**
 * The outcomes as a table.
 *
 * @param outcomes How each check went.
 * @returns A line for each check, then `N passed, N failed`.
 */
export function summary(outcomes: Outcome[]): string {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  const lines = outcomes.map(({ name, passed, elapsedMs }) => {
    const seconds = (elapsedMs / 1000).toFixed(1).padStart(6);
    return `${name.padEnd(width)}  ${passed ? "passed" : "FAILED"}  ${seconds} s`;
  });
  const failed = outcomes.filter(({ passed }) => !passed).length;
  return [...lines, `${outcomes.length - failed} passed, ${failed} failed`].join("\n");
}

/** The checks that are left when some are left out by name. */
function stepsWithout(names: string[]): Step[] {
  const known = STEPS.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return STEPS.filter(({ name }) => !names.includes(name));
  throw new UsageError("ok", `--without must be one of ${known.join(", ")}, got "${unknown}"`);
}

if (import.meta.main) {
  await runTask(async () => {
    const { values } = parseTaskArgs("ok", Deno.args, {
      help: { type: "boolean", short: "h" },
      without: { type: "string", multiple: true, default: [] },
    });
    if (values.help) return console.log(HELP.trim());
    const outcomes = await runSteps(stepsWithout(values.without), showDeno);
    console.log(`\n${summary(outcomes)}`);
    return outcomes.every(({ passed }) => passed) ? 0 : 1;
  });
}
