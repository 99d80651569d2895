import { DataError } from "./data_error.ts";
import { unwritable } from "./unwritable.ts";

/** A download on its way: a file beside the final one, which holds its first bytes. */
export type PartFile = {
  /** Bytes held so far. */
  readonly size: number;
  /** Bytes added since it was opened, also those thrown away again. */
  readonly received: number;
  /** The address that all of them came from; nothing if they came from several, or earlier. */
  source: string | undefined;
  /** Adds bytes at the end. */
  append(bytes: Uint8Array): Promise<void>;
  /** Throws away what is held. */
  restart(): Promise<void>;
  /** All that is held. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
  /** Gives the file its final name, which replaces a file of that name in one step. */
  finish(): Promise<void>;
  /** Lets go. What is held stays for the next time; an empty file is removed. */
  close(): Promise<void>;
};

/**
 * Opens `<path>.part` to go on where an earlier download stopped, and keeps other processes out.
 *
 * @param path The final name. Its folder must exist.
 * @param set The data set's name, for errors.
 * @throws {DataError} `busy` if another process has it, `unwritable` if it cannot be written.
 */
export async function openPart(path: string, set: string): Promise<PartFile> {
  const partPath = `${path}.part`;
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw unwritable(partPath, error, set);
    }
  };
  const file = await guard(() => Deno.open(partPath, { append: true, create: true }));
  let open = true;
  const shut = () => {
    if (open) file.close();
    open = false;
  };
  if (!(await lock(file))) {
    shut();
    const needed = "no other process may be downloading it";
    const mend = `wait for that one, then run "deno task data ${set}"`;
    throw new DataError("busy", `Cannot download ${path}: ${needed}, got a locked file; ${mend}`);
  }
  let size = (await guard(() => file.stat())).size;
  let received = 0;

  return {
    get size() {
      return size;
    },
    get received() {
      return received;
    },
    source: undefined,
    append: (bytes) =>
      guard(async () => {
        for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
        size += bytes.length;
        received += bytes.length;
      }),
    restart: () =>
      guard(async () => {
        await file.truncate(0);
        size = 0;
      }),
    read: () => guard(() => Deno.readFile(partPath)),
    finish: () =>
      guard(async () => {
        await file.syncData(); // the new name must not outlive a power cut without the bytes
        shut(); // Windows renames no open file
        await Deno.rename(partPath, path);
      }),
    close: async () => {
      if (!open) return;
      shut();
      if (size === 0) await Deno.remove(partPath).catch(() => {});
    },
  };
}

/** False if another process holds the lock. A file system without locks lets everybody in. */
async function lock(file: Deno.FsFile): Promise<boolean> {
  return await file.tryLock(true).catch(() => true);
}
