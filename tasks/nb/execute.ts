import { exitCode } from "../cli/errors.ts";
import { ROOT } from "../shared/files.ts";
import { findNotebooks } from "./find.ts";
import {
  type Cell,
  codeCells,
  hasTag,
  type Notebook,
  type Output,
  readNotebook,
  writeNotebook,
} from "./notebook.ts";
import type { RunSettings } from "./options.ts";
import { inParallel } from "./pool.ts";
import { cellReport, count, notebookReport } from "./report.ts";
import { type NotebookResult, passed } from "./result.ts";
import { nothingThere } from "./run.ts";
import { runNotebook } from "./run_notebook.ts";
import { settled, settledMeasured } from "./settled.ts";
import { tidy } from "./tidy.ts";

/**
 * `deno task nb execute`: runs notebooks and keeps what they show in their files, or with `--verify`
 * says where the files tell something else.
 *
 * @param settings The command line.
 * @param signal Ends the run.
 * @returns The exit code: 1 if a notebook fails, or with `--verify` tells something else.
 */
export async function execute(
  settings: RunSettings & { verify: boolean },
  signal: AbortSignal,
): Promise<number> {
  const paths = await findNotebooks(settings.paths);
  if (paths.length === 0) return nothingThere();
  const good = await inParallel(paths, settings.jobs, async (path) => {
    const notebook = await readNotebook(path);
    const { timeoutSeconds } = settings;
    const result = withoutPlaces(await runNotebook(path, notebook, { timeoutSeconds, signal }));
    tell(result, settings.quiet);
    if (!passed(result)) return false;
    if (settings.verify) return verified(path, notebook, result);
    const changed = await writeNotebook(path, withOutputs(notebook, result));
    if (!settings.quiet) console.log(`    ${changed ? "written" : "unchanged"}`);
    return true;
  });
  const failed = good.filter((isGood) => !isGood).length;
  console.log(
    `${count(paths.length, "notebook")}: ${paths.length - failed} passed, ${failed} failed`,
  );
  return failed === 0 ? exitCode.done : exitCode.failed;
}

/** Traces name files by where the project lies on this machine, which is no part of a lesson. */
function withoutPlaces(result: NotebookResult): NotebookResult {
  const cells = result.cells.map((cell) => {
    const outputs = JSON.stringify(cell.outputs).replaceAll(ROOT.href, "");
    return { ...cell, outputs: JSON.parse(outputs) };
  });
  return { ...result, cells };
}

/**
 * The notebook with the outputs of a run. An output that was there before and tells the same but
 * for times and ids stays, so that a run which changes nothing leaves the file as it is; in a cell
 * with the tag `measured` it stays unless its words or the form of its figures have changed.
 *
 * @param notebook The notebook; it stays as it is.
 * @param result A run in which no cell failed.
 * @returns The tidy notebook, cells numbered in order.
 */
export function withOutputs(notebook: Notebook, { cells }: NotebookResult): Notebook {
  const tidied = tidy(structuredClone(notebook));
  for (const cell of tidied.cells) {
    if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
  }
  const before = codeCells(notebook);
  for (const [i, { number, cell }] of codeCells(tidied).entries()) {
    const outputs = cells[i]?.outputs ?? [];
    const was = before[i]?.cell;
    cell.outputs = outputs.map((output, at) =>
      numbered(kept(told(cell), output, was?.outputs?.[at]), number)
    );
    cell.execution_count = number;
  }
  return tidied;
}

type Told = (output: Output) => string;

/** What must be the same in every run of a cell. */
function told(cell: Cell): Told {
  return hasTag(cell, "measured") ? settledMeasured : settled;
}

function kept(told: Told, output: Output, before: Output | undefined): Output {
  return before && told(numbered(output, 0)) === told(numbered(before, 0)) ? before : output;
}

function numbered(output: Output, number: number): Output {
  return output.output_type === "execute_result" ? { ...output, execution_count: number } : output;
}

/** The first difference of each cell whose outputs in the file are not those of the run. */
export function differences(notebook: Notebook, { cells }: NotebookResult): string[] {
  return codeCells(notebook).flatMap(({ number, cell }, i) => {
    const [ran, kept] = [cells[i]?.outputs ?? [], cell.outputs ?? []].map((outputs) =>
      outputs.map((output) => told(cell)(numbered(output, 0)))
    ) as [string[], string[]];
    const at = Math.max(ran.length, kept.length);
    for (let j = 0; j < at; j++) {
      if (ran[j] === kept[j]) continue;
      const [a, b] = around(kept[j] ?? "nothing", ran[j] ?? "nothing");
      return [`cell ${number}, output ${j + 1}: the file has ${a}, the run gave ${b}`];
    }
    return [];
  });
}

function verified(path: string, notebook: Notebook, result: NotebookResult): boolean {
  const found = differences(notebook, result);
  for (const text of found) console.error(`    ${text}`);
  if (found.length > 0) console.error(`    mend it by "deno task nb execute ${path}"`);
  return found.length === 0;
}

/** The first place where two texts differ, with a few characters before. */
function around(a: string, b: string): [string, string] {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const from = Math.max(0, at - 20);
  const cut = (text: string) => `${from > 0 ? "…" : ""}${text.slice(from, from + 60)}`;
  return [cut(a), cut(b)];
}

function tell(result: NotebookResult, quiet: boolean): void {
  if (!quiet || !passed(result)) console.log(notebookReport(result));
  for (const cell of result.cells) if (cell.problem) console.log(cellReport(cell));
}
