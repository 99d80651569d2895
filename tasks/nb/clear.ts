import { exitCode } from "../cli/errors.ts";
import { findNotebooks } from "./find.ts";
import { type Notebook, readNotebook, writeNotebook } from "./notebook.ts";
import { count } from "./report.ts";
import { nothingThere } from "./run.ts";
import { tidy } from "./tidy.ts";

/**
 * `deno task nb clear`: takes all outputs out of notebooks.
 *
 * @param paths Notebooks and folders; none for all lessons.
 * @returns The exit code.
 */
export async function clear(paths: string[]): Promise<number> {
  const notebooks = await findNotebooks(paths);
  if (notebooks.length === 0) return nothingThere();
  let changed = 0;
  for (const path of notebooks) {
    changed += Number(await writeNotebook(path, cleared(await readNotebook(path))));
  }
  console.log(`${count(notebooks.length, "notebook")} without outputs, ${changed} changed`);
  return exitCode.done;
}

/** The notebook as if it had never been run. */
export function cleared(notebook: Notebook): Notebook {
  const { cells, ...rest } = tidy(notebook);
  return {
    ...rest,
    cells: cells.map((cell) =>
      cell.cell_type === "code" ? { ...cell, execution_count: null, outputs: [] } : cell
    ),
  };
}
