import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Contacts } from "./contact.ts";
import { DataError } from "./data_error.ts";
import { wrongBytes } from "./data_file.ts";
import type { DataFile } from "./data_set.ts";
import { type Failure, fetchRest } from "./fetch_rest.ts";
import type { Locker } from "./locker.ts";
import { openPart, type PartFile } from "./part_file.ts";
import { unwritable } from "./unwritable.ts";

/** What {@linkcode downloadFile} must be told. */
export type DownloadFileOptions = {
  /** The data set's name, for errors. */
  set: string;
  /** How long to wait. */
  locker: Locker;
  /** Which mirrors answer. */
  contacts: Contacts;
  /** What mends a download that failed, for errors. */
  mend: string;
  /** Told how many bytes of the file are there, after each piece. */
  onBytes: (bytes: number) => void;
  signal?: AbortSignal | undefined;
};

/**
 * Downloads a file into a folder. The mirrors are asked in order and in rounds with growing pauses; a
 * download that broke off goes on where it stopped, on whichever mirror is next. The file gets its
 * name only when size and SHA-256 are right: a killed download leaves a `.part`, which the next one
 * takes up.
 *
 * @param file The file with its mirrors.
 * @param folder Where to put it; made if it is not there.
 * @throws {DataError} `unavailable` if no mirror gave it, `unwritable` or `busy` if it cannot be put.
 * @throws The signal's reason once it is raised.
 */
export async function downloadFile(
  file: DataFile,
  folder: string,
  options: DownloadFileOptions,
): Promise<void> {
  const path = join(folder, file.name);
  const failures = await silentMirrors(file, options.contacts);
  options.signal?.throwIfAborted();
  if (failures.size < file.mirrors.length) {
    await Deno.mkdir(folder, { recursive: true }).catch((error) => {
      throw unwritable(folder, error, options.set);
    });
    const part = await openPart(path, options.set);
    try {
      if (await fill(part, file, failures, options)) return await part.finish();
    } finally {
      await part.close();
    }
  }
  throw unavailable(file, failures, options);
}

/** The mirrors that do not answer. Those behind the first that does are not waited for. */
async function silentMirrors(file: DataFile, contacts: Contacts): Promise<Failures> {
  const silent: Failures = new Map();
  for (const url of file.mirrors) {
    const why = await contacts.refusal(url);
    if (why === undefined) break;
    silent.set(url, { why, final: true });
  }
  return silent;
}

/** The last failure of each address. */
type Failures = Map<string, Failure>;

/** True once the part holds the right bytes; false when no mirror is left to hope for. */
async function fill(
  part: PartFile,
  file: DataFile,
  failures: Failures,
  options: DownloadFileOptions,
): Promise<boolean> {
  const { pausesMs } = options.locker;
  const enough = (file.mirrors.length + 1) * file.bytes; // mirrors can spoil each other's work for ever
  for (let round = 0; round < pausesMs.length && part.received <= enough; round++) {
    const mirrors = file.mirrors.filter((url) => !failures.get(url)?.final);
    if (mirrors.length === 0) return false;
    await pause(pausesMs[round]!, options.signal);
    for (const url of mirrors) {
      const before = part.received;
      const failure = await tryMirror(url, file, part, options);
      if (failure === undefined) return true;
      failures.set(url, failure);
      if (part.received - before > file.bytes / 100) round = 0; // it moves, so patience pays
    }
  }
  return false;
}

async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
}

async function tryMirror(
  url: string,
  file: DataFile,
  part: PartFile,
  { contacts, locker, onBytes, signal }: DownloadFileOptions,
): Promise<Failure | undefined> {
  const silent = await contacts.refusal(url);
  if (silent !== undefined) return { why: silent, final: true };
  const failure = await fetchRest(url, file, part, { stallMs: locker.stallMs, onBytes, signal });
  if (failure) return failure;

  const wrong = await wrongBytes(await part.read(), file);
  if (wrong === undefined) return undefined;
  const blame = part.source === url; // where several had a hand in it, nobody is to blame yet
  await part.restart();
  return { why: `sends other bytes: ${wrong}`, final: blame };
}

function unavailable(
  file: DataFile,
  failures: Failures,
  { set, mend }: DownloadFileOptions,
): DataError {
  const action = `Cannot download ${set}/${file.name}`;
  if (file.mirrors.length === 0) {
    const byHand = "copy it by hand, or set DESCENT_DATA to a folder that has it";
    return new DataError("unavailable", `${action}: it has no public mirror; ${byHand}`);
  }
  const needed = "a mirror must give the right bytes";
  const got = describe(failures);
  const message = `${action}: ${needed}, got ${got}; with a network at hand, ${mend}`;
  return new DataError("unavailable", message);
}

/** What the mirrors said, in one breath where they all said the same. */
function describe(failures: Failures): string {
  const reasons = new Set([...failures.values()].map(({ why }) => why));
  if (reasons.size === 1 && failures.size > 1) {
    return `"${[...reasons][0]}" from all ${failures.size}`;
  }
  return [...failures].map(([url, { why }]) => `"${why}" from ${new URL(url).host}`).join(", ");
}
