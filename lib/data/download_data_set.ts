import { join } from "node:path";
import { contactMirrors } from "./contact.ts";
import { readBytes, wrongBytes } from "./data_file.ts";
import type { DataFile, DataSet } from "./data_set.ts";
import { downloadFile } from "./download_file.ts";
import { defaultLocker, type Locker } from "./locker.ts";
import { mendCommand } from "./mend.ts";

/** How far a download is. */
export type DataProgress = {
  /** The data set's name. */
  dataSet: string;
  /** The file's name. */
  file: string;
  /** Bytes of the file that are there. */
  bytes: number;
  /** Bytes of the whole file. */
  total: number;
  /** Milliseconds left at the pace so far; nothing while that is unknown. */
  msLeft: number | undefined;
};

/** What {@linkcode downloadDataSet} may be told. */
export type DownloadDataSetOptions = {
  /** Told after each piece, some hundred times a file. */
  onProgress?: ((event: DataProgress) => void) | undefined;
  /** Stops the download; the next one goes on where this one stopped. */
  signal?: AbortSignal | undefined;
  /** Timing, and the command in errors. @default defaultLocker() */
  locker?: Locker | undefined;
};

/**
 * Makes every file of a data set be in a folder with the right bytes: those that are right already
 * stay, others are downloaded and replaced.
 *
 * A file appears under its name only when its size and SHA-256 are right. A download that is stopped,
 * killed or cut off leaves `<name>.part`, and the next one goes on from there.
 *
 * @param set The data set, from `findDataSet`.
 * @param folder Where its files go; made if it is not there.
 * @param options Progress, stop, timing.
 * @throws {DataError} `unavailable` if no mirror gave a file, `unwritable` if the disk is full or the
 * folder read-only, `busy` if another process downloads the same file.
 * @throws The signal's reason once it is raised.
 *
 * @example A server of our own as the mirror
 * ```ts
 * import { downloadDataSet, findDataSet } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
 *   return new Response("hello");
 * });
 * const greeting = {
 *   name: "hello.txt",
 *   what: "a greeting",
 *   bytes: 5,
 *   sha256: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
 *   mirrors: [`http://127.0.0.1:${server.addr.port}/hello.txt`],
 * };
 * const folder = await Deno.makeTempDir();
 * await downloadDataSet({ ...findDataSet("mnist"), files: [greeting] }, folder);
 * assertEquals(await Deno.readTextFile(`${folder}/hello.txt`), "hello");
 * ```
 */
export async function downloadDataSet(
  set: DataSet,
  folder: string,
  { onProgress, signal, locker = defaultLocker() }: DownloadDataSetOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  const wanted = await wantedFiles(set, folder);
  if (wanted.length === 0) return;
  const contacts = contactMirrors(wanted.flatMap((file) => file.mirrors), locker.contactMs, signal);
  const mend = mendCommand(set, folder, locker);
  try {
    for (const file of wanted) {
      const onBytes = progressOf(set, file, onProgress);
      await downloadFile(file, folder, { set: set.name, locker, contacts, mend, onBytes, signal });
    }
  } finally {
    await contacts.close();
  }
}

/** The files that are not there, or wrong. */
async function wantedFiles(set: DataSet, folder: string): Promise<DataFile[]> {
  const wanted: DataFile[] = [];
  for (const file of set.files) {
    const bytes = await readBytes(join(folder, file.name), "").catch(() => undefined);
    if (bytes === undefined || await wrongBytes(bytes, file)) wanted.push(file);
  }
  return wanted;
}

/** Turns counts of bytes into events with the time left. */
function progressOf(
  set: DataSet,
  file: DataFile,
  onProgress: ((event: DataProgress) => void) | undefined,
): (bytes: number) => void {
  let start: { bytes: number; ms: number } | undefined;
  return (bytes) => {
    const now = performance.now();
    start ??= { bytes, ms: now };
    const gained = bytes - start.bytes;
    const msLeft = gained > 0 ? (file.bytes - bytes) * (now - start.ms) / gained : undefined;
    onProgress?.({ dataSet: set.name, file: file.name, bytes, total: file.bytes, msLeft });
  };
}
