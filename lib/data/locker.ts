import { join } from "node:path";
import { DATA_SETS } from "./registry.ts";
import { DataError } from "./data_error.ts";
import type { DataSet } from "./data_set.ts";

/**
 * Where data sets lie, where they come from and how long to wait for it. Every part has a default;
 * tests and workshops put their own in.
 */
export type Locker = {
  /** The data sets known by name. @default DATA_SETS */
  sets: readonly DataSet[];
  /** The folder that downloads go to, a sub-folder each. @default data/ in the project */
  home: string;
  /** A folder of data sets that is looked into before `home`. @default DESCENT_DATA */
  shared: string | undefined;
  /** Milliseconds in which a mirror must answer at all. @default 4000 */
  contactMs: number;
  /** Milliseconds without a byte after which a download is given up on this mirror. @default 15000 */
  stallMs: number;
  /** Milliseconds to wait before each round over the mirrors. @default [0, 500, 2000] */
  pausesMs: readonly number[];
};

/**
 * The locker of this project: `DESCENT_DATA` first, then `data/`.
 *
 * @returns A record of its own, which the caller may change.
 *
 * @example Another folder for downloads
 * ```ts
 * import { defaultLocker, type Locker } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const locker: Locker = { ...defaultLocker(), home: "course" };
 * assertEquals(locker.sets.map((set) => set.name).includes("mnist"), true);
 * ```
 */
export function defaultLocker(): Locker {
  return {
    sets: DATA_SETS,
    home: join(import.meta.dirname ?? "lib/data", "..", "..", "data"),
    shared: Deno.env.get("DESCENT_DATA") || undefined,
    contactMs: 4000,
    stallMs: 15_000,
    pausesMs: [0, 500, 2000],
  };
}

/**
 * The folder that holds all files of a data set. Only their names are looked at: a wrong file is found
 * when it is read.
 *
 * @param set The data set, from `findDataSet`.
 * @param locker Where to look: `shared/<name>`, then `home/<name>`.
 * @param dir Looked into instead if given: `dir/<name>`, then `dir` itself.
 * @returns The folder, or nothing if no folder has them all.
 * @throws {DataError} `missing` if `shared` is not a folder.
 *
 * @example A folder without the files is not one
 * ```ts
 * import { defaultLocker, findDataSet, locateDataSet } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const empty = await Deno.makeTempDir();
 * const set = findDataSet("mnist");
 * assertEquals(await locateDataSet(set, defaultLocker(), empty), undefined);
 * ```
 */
export async function locateDataSet(
  set: DataSet,
  locker: Locker,
  dir?: string,
): Promise<string | undefined> {
  const folders = dir === undefined
    ? [...await sharedFolder(set, locker), join(locker.home, set.name)]
    : [join(dir, set.name), dir];
  for (const folder of folders) {
    if ((await missingFiles(set, folder)).length === 0) return folder;
  }
  return undefined;
}

/** The names of a data set's files that are not in a folder, or all where there is no such folder. */
export async function missingFiles({ files }: DataSet, folder: string): Promise<string[]> {
  const held = await Promise.all(files.map(({ name }) => isFile(join(folder, name))));
  return files.filter((_, i) => !held[i]).map(({ name }) => name);
}

/** A wrong DESCENT_DATA must not pass for one without the data set. */
async function sharedFolder(set: DataSet, { shared }: Locker): Promise<string[]> {
  if (shared === undefined) return [];
  const info = await Deno.stat(shared).catch(() => undefined);
  if (info?.isDirectory) return [join(shared, set.name)];
  const needed = "DESCENT_DATA must name a folder of data sets, or be unset";
  throw new DataError("missing", `Cannot look for ${set.name}: ${needed}, got "${shared}"`);
}

async function isFile(path: string): Promise<boolean> {
  return (await Deno.stat(path).catch(() => undefined))?.isFile ?? false;
}
