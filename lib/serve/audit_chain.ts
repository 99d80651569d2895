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

/** Where a log ends, so that it can be gone on with. */
export type AuditEnd = {
  entries: number;
  /** The hash of the last whole line; 64 zeros where there is none. */
  last: string;
  /** Length of all whole lines. */
  bytes: number;
  /** Bytes after them, of a line that a crash cut short. */
  cut: number;
};

/** The end of a log without lines. */
export const NO_ENTRIES: AuditEnd = { entries: 0, last: "0".repeat(64), bytes: 0, cut: 0 };

/** A line for an event that follows an end, and the hash to go on with. */
export function linkEvent(event: AuditEvent, seq: number, previous: string) {
  const body = { seq, previous, ...event };
  const hash = sha256(JSON.stringify(body));
  return { line: `${JSON.stringify({ ...body, hash })}\n`, hash };
}

/**
 * Checks a line of a log.
 *
 * @param line The line.
 * @param where What was tried, in which file, at which line.
 * @param before The end of the log before it, where that is known.
 * @returns Its entry.
 * @throws {SyntaxError} If it was changed, or does not follow.
 */
export function checkLine(
  line: string,
  { action, path, seq }: { action: string; path: string; seq?: number },
  before?: Pick<AuditEnd, "last">,
): AuditEntry {
  const wrong = (why: string) => {
    const which = seq === undefined ? "the last line" : `line ${seq}`;
    const needed = `${which} of ${JSON.stringify(path)} must be as it was written: ${why}`;
    return new SyntaxError(cannot(action, needed));
  };
  let entry: AuditEntry;
  try {
    entry = JSON.parse(line) as AuditEntry;
  } catch {
    throw wrong("it is no JSON");
  }
  const { hash, ...body } = entry ?? {};
  if (seq !== undefined && body.seq !== seq) throw wrong(`it is number ${body.seq}`);
  if (before && body.previous !== before.last) throw wrong("it does not follow the line before");
  if (sha256(JSON.stringify(body)) !== hash) throw wrong("it was changed");
  return entry;
}
