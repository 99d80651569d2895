import { cannot } from "../core/mod.ts";
import { type AuditEnd, type AuditEvent, linkEvent } from "./audit_chain.ts";
import { readWholeLog } from "./verify_audit_log.ts";

/** A log that only grows. */
export type AuditLog = {
  /** Adds an event; settled when it is on disk. */
  append(event: AuditEvent): Promise<void>;
  /** How many entries there are. */
  readonly length: number;
  close(): Promise<void>;
};

/**
 * Opens a log of requests in which every line holds the hash of the one before, so that a line that
 * is changed, taken out or put in shows.
 *
 * A line that a crash cut short is taken off; lines before it stay.
 *
 * An entry is with the operating system when `append` is done: it outlives a killed process, not a
 * power cut in the same second.
 *
 * @param path The file, JSON Lines; made if it is not there.
 * @param end Where it ends, from `readAuditEnd`, for a process that may not read it, or shall not
 * check every line. @default what a check of every line finds
 * @returns The log.
 * @throws {SyntaxError} If the file is no such log, or was changed: naming the line.
 * @throws {TypeError} If it cannot be written.
 *
 * @example
 * ```ts
 * import { openAuditLog, verifyAuditLog } from "descent/serve";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${await Deno.makeTempDir()}/audit.jsonl`;
 * const log = await openAuditLog(path);
 * const route = "/predict";
 * await log.append({ time: "2026-01-01T00:00:00Z", key: "-", method: "POST", route, status: 200 });
 * await log.close();
 * assertEquals(await verifyAuditLog(path), { entries: 1, cut: 0 });
 * ```
 */
export async function openAuditLog(path: string, end?: AuditEnd): Promise<AuditLog> {
  const { entries, last, bytes, cut } = end ?? await readWholeLog(path, "open the audit log");
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path, { create: true, write: true });
    if (cut > 0) await file.truncate(bytes);
    await file.seek(bytes, Deno.SeekMode.Start);
  } catch (error) {
    const needed = `the file ${JSON.stringify(path)} must be writable`;
    throw new TypeError(cannot("open the audit log", needed), { cause: error });
  }
  let length = entries;
  let previous = last;
  let lines = "";
  let written: Promise<void> | null = null;

  /** Everything that came up to now, in one write. */
  async function flush(): Promise<void> {
    await Promise.resolve(); // requests that are answered together are written together
    const bytes = new TextEncoder().encode(lines);
    lines = "";
    written = null;
    await turn;
    let at = 0;
    turn = (async () => {
      while (at < bytes.length) at += await file.write(bytes.subarray(at));
    })();
    await turn;
  }
  let turn: Promise<void> = Promise.resolve();

  return {
    get length() {
      return length;
    },
    append(event) {
      const { line, hash } = linkEvent(event, ++length, previous);
      previous = hash;
      lines += line;
      return written ??= flush();
    },
    async close() {
      if (written) await written;
      await turn;
      file.close();
    },
  };
}
