import { dirname } from "node:path";
import { writeAtomic } from "descent/core";
import { exitCode } from "../cli/errors.ts";
import { checkOutput, type Output, writeOrSay } from "../cli/outputs.ts";
import { findNotebooks } from "./find.ts";
import { htmlReport } from "./html_report.ts";
import { junit } from "./junit.ts";
import { codeCells, readNotebook } from "./notebook.ts";
import type { RunSettings } from "./options.ts";
import { setParameters } from "./parameters.ts";
import { inParallel } from "./pool.ts";
import { cellReport, count, duration, notebookReport } from "./report.ts";
import { type NotebookResult, passed } from "./result.ts";
import { runNotebook } from "./run_notebook.ts";

/**
 * `deno task nb run`: runs notebooks and says what failed.
 *
 * @param settings The command line.
 * @param signal Ends the run.
 * @returns The exit code.
 */
export async function run(settings: RunSettings, signal: AbortSignal): Promise<number> {
  const start = performance.now();
  const paths = await findNotebooks(settings.paths);
  if (paths.length === 0) return nothingThere();
  // All are read before the first runs: a wrong name is told at once.
  const notebooks = await Promise.all(paths.map(async (path) => {
    return { path, notebook: setParameters(await readNotebook(path), settings.set) };
  }));
  const [forServer, page] = reportsOf(settings);
  for (const report of [forServer, page]) if (report) await checkOutput(report);
  const results = await inParallel(notebooks, settings.jobs, async ({ path, notebook }) => {
    const lines: string[] = [];
    const say = (text: string) => settings.jobs > 1 ? lines.push(text) : console.log(text);
    const cells = codeCells(notebook).length;
    if (!settings.quiet) say(`\n${path} (${count(cells, "cell")})`);
    const result = await runNotebook(path, notebook, {
      timeoutSeconds: settings.timeoutSeconds,
      signal,
      onCell: (cell) => {
        if (!settings.quiet || cell.outcome === "failed") say(cellReport(cell));
      },
    });
    say(notebookReport(result));
    if (settings.jobs > 1) console.log(lines.join("\n"));
    return result;
  });
  const written = [
    await writeOrSay(forServer, (path) => write(path, junit(results))),
    await writeOrSay(page, (path) => write(path, htmlReport(results))),
  ];
  const code = closing(results, performance.now() - start);
  return written.every(Boolean) ? code : exitCode.failed;
}

/** What was asked for of --junit and --html. */
function reportsOf({ junit, html }: RunSettings): [Output | undefined, Output | undefined] {
  const report = (option: string, path?: string): Output | undefined =>
    path === undefined
      ? undefined
      : { option, what: "the report", path, kind: "file", bytes: 100_000 };
  return [report("--junit", junit), report("--html", html)];
}

async function write(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await writeAtomic(path, text);
}

/** An empty folder is no failure: lessons are yet to be written. */
export function nothingThere(): number {
  console.log("no notebooks yet: nothing to do");
  return exitCode.done;
}

function closing(results: NotebookResult[], elapsedMs: number): number {
  const good = results.filter(passed).length;
  const failed = results.length - good;
  const total = count(results.length, "notebook");
  console.log(`\n${total} in ${duration(elapsedMs)}: ${good} passed, ${failed} failed`);
  return failed === 0 ? exitCode.done : exitCode.failed;
}
