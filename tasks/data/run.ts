import {
  type DataSet,
  defaultLocker,
  downloadDataSet,
  findDataSet,
  locateDataSet,
  type Locker,
} from "descent/data";
import { join } from "node:path";
import { type DownloadProgress, formatBytes, showDownloads } from "../cli/download_progress.ts";
import { exitCode } from "../cli/errors.ts";
import { listDataSets } from "./list.ts";
import { type DataOptions, HELP } from "./options.ts";
import { type Verdict, verifySet, verifySets } from "./verify.ts";

/** Where {@linkcode runData} works; all has defaults. */
export type RunDataPlace = {
  /** Stops a download. */
  signal?: AbortSignal | undefined;
  /** Where data sets lie and come from. @default defaultLocker() */
  locker?: Locker;
  /** Shows how far a download is. @default showDownloads() */
  progress?: DownloadProgress;
  /** Where lines for people go. @default console.log */
  say?: (line: string) => void;
};

/**
 * Does what `deno task data` was asked for.
 *
 * @param options The command line, read.
 * @returns The exit code.
 * @throws {DataError} What a download throws, and if DESCENT_DATA names no folder.
 */
export async function runData(
  { command, names, dir }: DataOptions,
  {
    signal,
    locker = defaultLocker(),
    progress = showDownloads(),
    say = console.log,
  }: RunDataPlace = {},
): Promise<number> {
  const named = names.map((name) => findDataSet(name, locker.sets));
  const sets = named.length > 0 ? named : locker.sets;
  const sayAll = (lines: string[]) => lines.forEach((line) => say(line));
  switch (command) {
    case "help":
      say(HELP);
      return exitCode.done;
    case "list":
      sayAll(await listDataSets(sets, locker, dir));
      return exitCode.done;
    case "verify": {
      const { lines, ok } = await verifySets(sets, locker, dir, named.length > 0);
      sayAll(lines);
      return ok ? exitCode.done : exitCode.failed;
    }
    case "download": {
      let ok = true;
      for (const set of sets) {
        const verdict = await provide(set, dir, { signal, locker, progress });
        sayAll(verdict.lines);
        ok &&= verdict.ok;
      }
      return ok ? exitCode.done : exitCode.failed;
    }
  }
}

/** Makes a data set be at hand with every file right. */
async function provide(
  set: DataSet,
  dir: string | undefined,
  { signal, locker, progress }: Required<Omit<RunDataPlace, "say">>,
): Promise<Verdict> {
  const home = join(dir ?? locker.home, set.name);
  const folder = await locateDataSet(set, locker, dir) ?? home;
  const done = { lines: [summary(set, folder)], ok: true };
  if (dir === undefined && folder !== home) {
    // The folder of DESCENT_DATA is somebody's own: without --dir it is read, never written.
    const verdict = await verifySet(set, folder, locker);
    return verdict.ok ? done : verdict;
  }
  try {
    await downloadDataSet(set, folder, { onProgress: progress.onProgress, signal, locker });
  } finally {
    progress.done();
  }
  return done;
}

function summary({ name, files }: DataSet, folder: string): string {
  const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const count = `${files.length} file${files.length === 1 ? "" : "s"}`;
  return `${name}: ${count}, ${formatBytes(size)}, all right, in ${folder}`;
}
