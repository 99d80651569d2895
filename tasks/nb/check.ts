import { exitCode } from "../cli/errors.ts";
import { findNotebooks } from "./find.ts";
import { unformatted } from "./format.ts";
import {
  type CellGroup,
  checkModules,
  type Diagnostic,
  lintModules,
  removeModules,
  writeModules,
} from "./modules.ts";
import { codeCells, hasTag, readNotebook } from "./notebook.ts";
import { count } from "./report.ts";
import { nothingThere } from "./run.ts";

/**
 * What the linter says that does not hold in a notebook: a value may be there to be looked at, and
 * a lesson may import a package by its full name.
 */
const LEFT_OUT = ["no-unused-vars", "no-import-prefix", "no-unversioned-import"];

/**
 * `deno task nb check`: checks types and form of code cells, and lints them.
 *
 * @param paths Notebooks and folders; none for all lessons.
 * @returns The exit code.
 */
export async function check(paths: string[]): Promise<number> {
  const notebooks = await findNotebooks(paths);
  if (notebooks.length === 0) return nothingThere();
  const form = await unformatted(await readGroups(notebooks));
  const found = sorted([...await diagnose(notebooks), ...form]);
  for (const { at, text } of found) console.error(`${at}  ${text}`);
  const verdict = found.length === 0 ? "no problems" : count(found.length, "problem");
  console.log(`${count(notebooks.length, "notebook")}: ${verdict}`);
  return found.length === 0 ? exitCode.done : exitCode.failed;
}

/**
 * All that compiler and linter say of notebooks. The cells of a notebook count as one module, so a
 * name may not be declared in two of them; cells with the tag `no-check` are left out.
 *
 * @param paths The notebooks.
 * @returns The problems, by place.
 */
export async function diagnose(paths: string[]): Promise<Diagnostic[]> {
  const groups = await readGroups(paths);
  const modules = await writeModules(groups.filter(({ cells }) => cells.length > 0));
  if (modules.length === 0) return [];
  try {
    const types = await checkModules(modules, ["check"]);
    const style = await lintModules(modules, LEFT_OUT);
    return sorted([...types, ...style]);
  } finally {
    await removeModules(modules);
  }
}

/** The cells that are checked. */
async function readGroups(paths: string[]): Promise<CellGroup[]> {
  return await Promise.all(paths.map(async (path) => {
    const cells = codeCells(await readNotebook(path));
    return { path, cells: cells.filter(({ cell }) => !hasTag(cell, "no-check")) };
  }));
}

function sorted(found: Diagnostic[]): Diagnostic[] {
  return found.toSorted((a, b) => a.at.localeCompare(b.at, "en", { numeric: true }));
}
