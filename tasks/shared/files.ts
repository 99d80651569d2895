/** A text file of the project, by its path from the project's root, with forward slashes. */
export type SourceFile = { path: string; text: string };

/** The project's root: a folder URL. */
export const ROOT = new URL("../../", import.meta.url);

/** What no check reads, from the root: what is not ours, and what programs leave behind. */
const SKIPPED = ["node_modules/", "coverage/", "runs/", "shared/"];

/**
 * Reads all files of the project whose name ends in one of the endings.
 *
 * @param folders Where to look, from the root: `["lib", "tasks"]`, or `["."]` for everything.
 * @param endings What the names end in: `[".ts"]`.
 * @param root The folder to start from. @default this project
 * @returns The files, sorted by path.
 */
export async function readFiles(
  folders: string[],
  endings: string[],
  root: URL = ROOT,
): Promise<SourceFile[]> {
  const paths: string[] = [];
  for (const folder of folders) await walk(folder === "." ? "" : `${folder}/`);
  return await Promise.all(
    paths.toSorted().map(async (path) => {
      return { path, text: await Deno.readTextFile(new URL(path, root)) };
    }),
  );

  async function walk(folder: string): Promise<void> {
    for await (const entry of Deno.readDir(new URL(folder, root))) {
      const path = folder + entry.name + (entry.isDirectory ? "/" : "");
      if (entry.name.startsWith(".") || SKIPPED.includes(path)) continue;
      if (entry.isDirectory) await walk(path);
      else if (endings.some((ending) => path.endsWith(ending))) paths.push(path);
    }
  }
}
