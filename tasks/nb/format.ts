import { join } from "node:path";
import { exitCode } from "../cli/errors.ts";
import { ROOT } from "../shared/files.ts";
import { findNotebooks } from "./find.ts";
import type { CellGroup, Diagnostic } from "./modules.ts";
import { codeCells, lines, readNotebook, writeNotebook } from "./notebook.ts";
import { fromFileUrl } from "./paths.ts";
import { count } from "./report.ts";
import { nothingThere } from "./run.ts";

/**
 * `deno task nb fmt`: puts the code cells of notebooks into the form of all code here.
 *
 * @param paths Notebooks and folders; none for all lessons.
 * @returns The exit code.
 */
export async function format(paths: string[]): Promise<number> {
  const notebooks = await findNotebooks(paths);
  if (notebooks.length === 0) return nothingThere();
  const contents = await Promise.all(notebooks.map(readNotebook));
  const cells = contents.flatMap(codeCells);
  const formed = await formatted(cells.map(({ source }) => source));
  cells.forEach(({ cell, source }, i) => {
    if (formed[i] !== source.trimEnd()) cell.source = lines(formed[i]!);
  });
  let changed = 0;
  for (const [i, path] of notebooks.entries()) {
    changed += Number(await writeNotebook(path, contents[i]!));
  }
  console.log(`${count(notebooks.length, "notebook")} formatted, ${changed} changed`);
  return exitCode.done;
}

/**
 * Code cells that `deno fmt` would write in another form.
 *
 * @param groups Notebooks with the cells that are looked at.
 * @returns A problem for each such cell, at its first line that would change.
 */
export async function unformatted(groups: CellGroup[]): Promise<Diagnostic[]> {
  const all = groups.flatMap(({ path, cells }) => cells.map((cell) => ({ path, ...cell })));
  const formed = await formatted(all.map(({ source }) => source));
  return all.flatMap(({ path, number, source }, i) => {
    const [is, shall] = [source.trimEnd(), formed[i]!].map((text) => text.split("\n"));
    const at = shall!.findIndex((line, row) => line !== is![row]);
    if (at < 0 && is!.length === shall!.length) return [];
    const row = at < 0 ? shall!.length : at;
    const wanted = at < 0 ? "nothing more here" : JSON.stringify(shall![at]);
    const text = `not formatted: deno fmt has ${wanted}; mend it by "deno task nb fmt ${path}"`;
    return [{ at: `${path} cell ${number}:${row + 1}:1`, text }];
  });
}

/** Sources as `deno fmt` writes them, by the project's settings; one that does not parse stays. */
async function formatted(sources: string[]): Promise<string[]> {
  if (sources.length === 0) return [];
  const folder = await Deno.makeTempDir({ prefix: "descent_fmt_" });
  try {
    const files = sources.map((_, i) => join(folder, `${i}.ts`));
    await Promise.all(files.map((file, i) => Deno.writeTextFile(file, sources[i]!)));
    const config = fromFileUrl(new URL("deno.json", ROOT));
    const args = ["fmt", "--quiet", "--config", config, ...files];
    // It ends with 1 where a cell does not parse, which the compiler tells better.
    await new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "null" }).output();
    const texts = await Promise.all(files.map((file) => Deno.readTextFile(file)));
    return texts.map((text) => text.trimEnd());
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
