import { cannot } from "../core/mod.ts";
import { sha256 } from "./hash.ts";

/** What is known of one request afterwards. */
export type AuditEvent = {
  /** When, in ISO 8601. */
  time: string;
  /** Whose key, by its name; "-" without keys. */
  key: string;
  method: string;
  route: string;
  status: number;
  model?: string;
  version?: string;
  /** SHA-256 of the request's rows as JSON; the rows themselves are not kept unless asked for. */
  input?: string;
  /** The rows, masked fields as "***", if they are to be kept. */
  rows?: unknown;
};

/** A line of the log. */
export type AuditEntry = AuditEvent & {
  /** Counts from 1. */
  seq: number;
  /** The hash of the line before; 64 zeros for the first. */
  previous: string;
  /** SHA-256 of this line without the hash. */
  hash: string;
};

/** A log that only grows. */
export type AuditLog = {
  /** Adds an event; settled when it is on disk. */
  append(event: AuditEvent): Promise<void>;
  /** How many entries there are. */
  readonly length: number;
  close(): Promise<void>;
};

const START = "0".repeat(64);

/**
 * Opens a log of requests in which every line holds the hash of the one before, so that a line that
 * is changed, taken out or put in shows.
 *
 * A line that a crash cut short is taken off; lines before it stay.
 *
 * @param path The file, JSON Lines; made if it is not there.
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
export async function openAuditLog(path: string): Promise<AuditLog> {
  const { entries, last, bytes, cut } = await readLog(path, "open the audit log");
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path, { create: true, read: true, write: true });
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
      const body = { seq: ++length, previous, ...event };
      previous = sha256(JSON.stringify(body));
      lines += `${JSON.stringify({ ...body, hash: previous })}\n`;
      return written ??= flush();
    },
    async close() {
      if (written) await written;
      await turn;
      file.close();
    },
  };
}

/**
 * Checks every line of an audit log.
 *
 * @param path The file.
 * @returns How many entries it has, and how many bytes of a line that was cut short follow them.
 * @throws {SyntaxError} Naming the first line that was changed, or that does not follow the one before.
 * @throws {TypeError} If there is no such file.
 *
 * @example
 * ```ts ignore
 * import { verifyAuditLog } from "descent/serve";
 *
 * const { entries } = await verifyAuditLog("logs/audit.jsonl");
 * ```
 */
export async function verifyAuditLog(path: string): Promise<{ entries: number; cut: number }> {
  const action = "verify the audit log";
  try {
    await Deno.stat(path);
  } catch (error) {
    const needed = `the file ${JSON.stringify(path)} must be there and readable`;
    throw new TypeError(cannot(action, needed), { cause: error });
  }
  const { entries, cut } = await readLog(path, action);
  return { entries, cut };
}

async function readLog(
  path: string,
  action: string,
): Promise<{ entries: number; last: string; bytes: number; cut: number }> {
  let text: string;
  let size: number;
  try {
    const content = await Deno.readFile(path);
    size = content.length;
    text = new TextDecoder().decode(content);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { entries: 0, last: START, bytes: 0, cut: 0 };
    const needed = `the file ${JSON.stringify(path)} must be readable`;
    throw new TypeError(cannot(action, needed), { cause: error });
  }
  const lines = text.split("\n");
  const rest = lines.pop()!; // "" after a whole last line
  let last = START;
  lines.forEach((line, i) => last = checkLine(line, last, i + 1, path, action));
  const cut = new TextEncoder().encode(rest).length;
  return { entries: lines.length, last, bytes: size - cut, cut };
}

function checkLine(line: string, previous: string, seq: number, path: string, action: string) {
  const wrong = (why: string) => {
    const needed = `line ${seq} of ${JSON.stringify(path)} must be as it was written: ${why}`;
    return new SyntaxError(cannot(action, needed));
  };
  let entry: AuditEntry;
  try {
    entry = JSON.parse(line) as AuditEntry;
  } catch {
    throw wrong("it is no JSON");
  }
  const { hash, ...body } = entry;
  if (body.seq !== seq) throw wrong(`it is number ${body.seq}`);
  if (body.previous !== previous) throw wrong("it does not follow the line before");
  if (sha256(JSON.stringify(body)) !== hash) throw wrong("it was changed");
  return hash;
}
