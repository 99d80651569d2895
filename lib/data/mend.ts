import { basename, dirname } from "node:path";
import type { DataSet } from "./data_set.ts";
import type { Locker } from "./locker.ts";

/** The command that puts right the files of a data set in a folder. */
export function mendCommand(set: DataSet, folder: string, { home }: Locker): string {
  const root = basename(folder) === set.name ? dirname(folder) : folder;
  const dir = root === home ? "" : `--dir ${quoted(root)} `;
  return `run "deno task data ${dir}${set.name}"`;
}

function quoted(path: string): string {
  return /^[\w./\\:~-]+$/.test(path) ? path : `'${path}'`;
}
