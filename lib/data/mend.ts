import { basename, dirname } from "node:path";
import type { DataSet } from "./data_set.ts";
import type { Locker } from "./locker.ts";

/**
 * The command that puts right the files of a data set in a folder, for the end of an error.
 *
 * @param set The data set, from `findDataSet`.
 * @param folder Where its files lie.
 * @param locker Its `home` needs no `--dir`.
 * @returns `run "deno task data …"`.
 *
 * @example
 * ```ts
 * import { defaultLocker, findDataSet, mendCommand } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const mend = mendCommand(findDataSet("mnist"), "course/mnist", defaultLocker());
 * assertEquals(mend, 'run "deno task data --dir course mnist"');
 * ```
 */
export function mendCommand(set: DataSet, folder: string, { home }: Locker): string {
  const root = basename(folder) === set.name ? dirname(folder) : folder;
  const dir = root === home ? "" : `--dir ${quoted(root)} `;
  return `run "deno task data ${dir}${set.name}"`;
}

function quoted(path: string): string {
  return /^[\w./\\:~-]+$/.test(path) ? path : `'${path}'`;
}
