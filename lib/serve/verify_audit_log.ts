import { cannot } from "../core/mod.ts";
import { type AuditEnd, checkLine, NO_ENTRIES } from "./audit_chain.ts";

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
  const { entries, cut } = await readWholeLog(path, action);
  return { entries, cut };
}

/**
 * Checks every line of a log, of whatever length, and tells where it ends.
 *
 * @param path The file; if there is none, the log is empty.
 * @param action What for.
 * @throws {SyntaxError} Naming the first line that is wrong.
 * @throws {TypeError} If it cannot be read.
 */
export async function readWholeLog(path: string, action: string): Promise<AuditEnd> {
  const file = await openToRead(path, action);
  if (!file) return NO_ENTRIES;
  const end = { ...NO_ENTRIES };
  const decoder = new TextDecoder();
  let open: Uint8Array[] = []; // parts of a line whose end has not come
  for await (const part of file.readable) {
    let from = 0;
    for (let to = part.indexOf(NEWLINE); to >= 0; to = part.indexOf(NEWLINE, from)) {
      const line = joined([...open, part.subarray(from, to)]);
      const where = { action, path, seq: ++end.entries };
      end.last = checkLine(decoder.decode(line), where, end).hash;
      end.bytes += line.length + 1;
      open = [];
      from = to + 1;
    }
    open.push(part.slice(from));
  }
  return { ...end, cut: joined(open).length };
}

/**
 * Where a log ends, told from its last line alone: however long the log is, a service starts at once.
 *
 * @param path The file; if there is none, the log is empty.
 * @returns What `openAuditLog` needs to go on.
 * @throws {SyntaxError} If the last line was changed.
 * @throws {TypeError} If it cannot be read.
 *
 * @example
 * ```ts
 * import { readAuditEnd } from "descent/serve";
 * import { assertEquals } from "@std/assert";
 *
 * const { entries } = await readAuditEnd(`${await Deno.makeTempDir()}/audit.jsonl`);
 * assertEquals(entries, 0);
 * ```
 */
export async function readAuditEnd(path: string): Promise<AuditEnd> {
  const action = "open the audit log";
  using file = await openToRead(path, action);
  if (!file) return NO_ENTRIES;
  const { size } = await file.stat();
  for (let length = Math.min(2 ** 16, size);; length = Math.min(2 * length, size)) {
    const tail = await readAt(file, size - length, length);
    const last = tail.lastIndexOf(NEWLINE);
    const before = last > 0 ? tail.lastIndexOf(NEWLINE, last - 1) : -1;
    if (before < 0 && length < size) continue; // the line begins further up
    const cut = length - last - 1;
    if (last < 0) return { ...NO_ENTRIES, cut };
    const line = new TextDecoder().decode(tail.subarray(before + 1, last));
    const { seq, hash } = checkLine(line, { action, path });
    return { entries: seq, last: hash, bytes: size - cut, cut };
  }
}

const NEWLINE = 10;

async function openToRead(path: string, action: string): Promise<Deno.FsFile | null> {
  try {
    return await Deno.open(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    const needed = `the file ${JSON.stringify(path)} must be readable`;
    throw new TypeError(cannot(action, needed), { cause: error });
  }
}

async function readAt(file: Deno.FsFile, at: number, length: number): Promise<Uint8Array> {
  await file.seek(at, Deno.SeekMode.Start);
  const bytes = new Uint8Array(length);
  for (let have = 0; have < length;) {
    const count = await file.read(bytes.subarray(have));
    if (count === null) return bytes.subarray(0, have);
    have += count;
  }
  return bytes;
}

function joined(parts: Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
