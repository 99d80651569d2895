import { cannot } from "descent/core";
import { ROOT } from "../shared/files.ts";
import { fromFileUrl } from "./paths.ts";
import { relative } from "node:path";

/**
 * The notebooks that are meant.
 *
 * @param paths Files and folders from the current folder; a folder stands for all notebooks in it.
 *   None stands for the project's folder `notebooks`.
 * @returns Paths in order, without copies that Jupyter keeps in `.ipynb_checkpoints`.
 * @throws {RangeError} If a path does not exist or is no notebook.
 */
export async function findNotebooks(paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) await collect(path, found);
  const lessons = relative(Deno.cwd(), fromFileUrl(new URL("notebooks", ROOT))) || ".";
  // Version control keeps no empty folder: without lessons it is not there.
  const isThere = await Deno.stat(lessons).then(() => true, () => false);
  if (paths.length === 0 && isThere) await collectFolder(lessons, found);
  return found;
}

async function collect(path: string, found: string[]): Promise<void> {
  const info = await Deno.stat(path).catch(() => undefined);
  if (info?.isDirectory) return await collectFolder(path, found);
  if (info && path.endsWith(".ipynb")) return void found.push(path);
  const needed = "it must be a notebook (.ipynb) or a folder";
  throw new RangeError(cannot(`open ${path}`, needed, info ? "another file" : "nothing"));
}

async function collectFolder(folder: string, found: string[]): Promise<void> {
  const entries = (await Array.fromAsync(Deno.readDir(folder)))
    .filter(({ name }) => !name.startsWith("."))
    .toSorted((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory } of entries) {
    if (isDirectory) await collectFolder(`${folder}/${name}`, found);
    else if (name.endsWith(".ipynb")) found.push(`${folder}/${name}`);
  }
}
