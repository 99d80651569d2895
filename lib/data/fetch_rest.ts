import { DataError } from "./data_error.ts";
import type { DataFile } from "./data_set.ts";
import { lastClause } from "./last_clause.ts";
import type { PartFile } from "./part_file.ts";

/** Why a mirror did not give a file, and whether asking it again is no use. */
export type Failure = { why: string; final: boolean };

/** What {@linkcode fetchRest} may be told. */
export type FetchRestOptions = {
  /** Milliseconds without a byte after which to give up. */
  stallMs: number;
  /** Told how many bytes of the file are there, after each piece. */
  onBytes: (bytes: number) => void;
  /** Stops the download; what has come stays in the part. */
  signal?: AbortSignal | undefined;
};

/**
 * Asks one mirror once for the bytes of a file that a part still lacks, and adds them to it.
 *
 * A mirror that does not know the Range header sends everything, and the part starts again. What is
 * plainly another file (a wrong length before or behind the bytes) is given up at once.
 *
 * @param url The file's address on the mirror.
 * @param file Its size tells when the part is complete.
 * @param part What is there already.
 * @returns Why it failed, or nothing if the part has as many bytes as the file.
 * @throws {DataError} `unwritable` if the part cannot be written.
 * @throws The signal's reason once it is raised.
 */
export async function fetchRest(
  url: string,
  file: DataFile,
  part: PartFile,
  { stallMs, onBytes, signal }: FetchRestOptions,
): Promise<Failure | undefined> {
  if (part.size > file.bytes) await part.restart();
  if (part.size === file.bytes) return undefined;
  const watch = watchStall(stallMs, signal);
  try {
    const response = await fetch(url, { headers: headersFor(part.size), signal: watch.signal });
    const failure = await alignPart(response, file, part);
    if (failure) {
      await response.body?.cancel();
      return failure;
    }
    if (part.size === 0) part.source = url;
    else if (part.source !== url) part.source = undefined;
    return await receive(response, file, part, (bytes) => {
      watch.alive();
      onBytes(bytes);
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DataError) throw error;
    const why = watch.stalled() ? `sent nothing for ${stallMs / 1000} s` : lastClause(error);
    return { why, final: false };
  } finally {
    watch.stop();
  }
}

/** Without the identity a server may pack what it sends, and neither length nor range would fit. */
function headersFor(have: number): Record<string, string> {
  const identity = { "accept-encoding": "identity" };
  return have === 0 ? identity : { ...identity, range: `bytes=${have}-` };
}

/** Makes the part end where the answer begins; a failure if the answer is not the file's rest. */
async function alignPart(
  response: Response,
  file: DataFile,
  part: PartFile,
): Promise<Failure | undefined> {
  const { status } = response;
  if (status === 200) {
    if (part.size > 0) await part.restart();
  } else if (status === 206) {
    const range = response.headers.get("content-range") ?? "";
    if (!range.startsWith(`bytes ${part.size}-`)) {
      return { why: `answers the range "${range}" to bytes=${part.size}-`, final: true };
    }
  } else {
    const passing = status >= 500 || status === 408 || status === 425 || status === 429;
    return { why: `answers ${`${status} ${response.statusText}`.trim()}`, final: !passing };
  }
  const length = response.headers.get("content-length");
  if (length === null || part.size + Number(length) === file.bytes) return undefined;
  return { why: `offers ${part.size + Number(length)} bytes, not ${file.bytes}`, final: true };
}

/** Adds what comes to the part, up to the file's size. */
async function receive(
  response: Response,
  file: DataFile,
  part: PartFile,
  onBytes: (bytes: number) => void,
): Promise<Failure | undefined> {
  for await (const bytes of response.body ?? []) {
    if (part.size + bytes.length > file.bytes) {
      await part.restart();
      return { why: `sends more than ${file.bytes} bytes`, final: true };
    }
    await part.append(bytes);
    onBytes(part.size);
  }
  if (part.size === file.bytes) return undefined;
  return { why: `broke off after ${part.size} of ${file.bytes} bytes`, final: false };
}

/** A signal that is raised when nobody calls `alive()` for a while, or with the caller's. */
function watchStall(stallMs: number, outer?: AbortSignal) {
  const stall = new AbortController();
  const start = () => setTimeout(() => stall.abort(), stallMs);
  let timer = start();
  return {
    signal: outer ? AbortSignal.any([outer, stall.signal]) : stall.signal,
    stalled: () => stall.signal.aborted,
    alive() {
      clearTimeout(timer);
      timer = start();
    },
    stop: () => clearTimeout(timer),
  };
}
