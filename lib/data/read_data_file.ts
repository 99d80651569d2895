import { basename, dirname, join } from "node:path";
import { checkBytes, readBytes } from "./data_file.ts";
import { DataError } from "./data_error.ts";
import type { DataSet } from "./data_set.ts";
import { defaultLocker, locateDataSet, type Locker } from "./locker.ts";
import { mendCommand } from "./mend.ts";
import { findDataSet } from "./registry.ts";

/** Where a loader looks for its files. */
export type LoadOptions = {
  /** The only folder to look into: `dir/<set>`, then `dir` itself. */
  dir?: string | undefined;
  /** Where data sets lie. @default defaultLocker() */
  locker?: Locker | undefined;
};

/** What a loaded table says of its origin, for a run card or a model's passport. */
export type DataSource = {
  /** The name in `deno task data --list`. */
  name: string;
  title: string;
  licence: string;
  origin: string;
  /** The files read, whose SHA-256 was found right. */
  files: { name: string; bytes: number; sha256: string }[];
};

/**
 * The text of one file of a data set, after its SHA-256 is found right.
 *
 * @throws {DataError} `missing` if no folder has the set, `damaged` if the file is another.
 */
export async function readDataFile(
  setName: string,
  fileName: string,
  options: LoadOptions = {},
): Promise<{ text: string; source: DataSource }> {
  const { bytes, source } = await readDataBytes(setName, fileName, options);
  return { text: new TextDecoder().decode(bytes), source };
}

/** The same for a file that is not text. */
export async function readDataBytes(
  setName: string,
  fileName: string,
  { dir, locker = defaultLocker() }: LoadOptions = {},
): Promise<{ bytes: Uint8Array<ArrayBuffer>; path: string; source: DataSource }> {
  const set = findDataSet(setName, locker.sets);
  const file = set.files.find(({ name }) => name === fileName)!;
  const folder = await locateDataSet(set, locker, dir);
  if (folder === undefined) throw notFound(set, locker, dir);
  const path = join(folder, fileName);
  const mend = mendOf(set, folder, locker);
  const bytes = await readBytes(path, mend);
  await checkBytes(path, bytes, file, mend);
  const { name, title, licence, origin } = set;
  const files = [{ name: fileName, bytes: file.bytes, sha256: file.sha256 }];
  return { bytes, path, source: { name, title, licence, origin, files } };
}

/** Data sets that lie in the repository itself, which Git brings back. */
const KEPT = ["auto-mpg", "sklearn-toy", "port-kelder", "reports"];

function notFound(set: DataSet, locker: Locker, dir: string | undefined): DataError {
  const places = dir === undefined
    ? `${join(locker.home, set.name)} or DESCENT_DATA`
    : `${join(dir, set.name)} or ${dir}`;
  const needed = `its ${set.files.length} files must lie in ${places}`;
  const mend = mendOf(set, join(dir ?? locker.home, set.name), locker);
  return new DataError("missing", `Cannot find ${set.name}: ${needed}; ${mend}`);
}

function mendOf(set: DataSet, folder: string, locker: Locker): string {
  const { home } = locker;
  if (KEPT.includes(set.name) && dirname(folder) === home) {
    return `run "git checkout -- ${basename(home)}/${set.name}"`;
  }
  if (set.files.every(({ mirrors }) => mirrors.length > 0)) {
    return mendCommand(set, folder, locker);
  }
  return `set DESCENT_DATA to a folder that holds the files of "deno task data --list ${set.name}"`;
}
