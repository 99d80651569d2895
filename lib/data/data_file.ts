import { DataError } from "./data_error.ts";
import type { DataFile } from "./data_set.ts";
import { lastClause } from "./last_clause.ts";
import { sniff } from "./sniff.ts";

/**
 * The bytes of a file.
 *
 * @throws {DataError} `damaged` if it cannot be read.
 */
export async function readBytes(path: string, mend: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    const message = `Cannot read ${path}: the file must be readable, got "${
      lastClause(error)
    }"; ${mend}`;
    throw new DataError("damaged", message, { cause: error });
  }
}

/**
 * Stops unless the bytes are those that the registry knows.
 *
 * @throws {DataError} `damaged` if the size or the SHA-256 is another.
 */
export async function checkBytes(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  file: DataFile,
  mend: string,
): Promise<void> {
  const wrong = await wrongBytes(bytes, file);
  if (wrong) throw new DataError("damaged", `Cannot use ${path}: ${wrong}; ${mend}`);
}

/** What is needed and what came, if these are not the bytes of the file. */
export async function wrongBytes(
  bytes: Uint8Array<ArrayBuffer>,
  file: DataFile,
): Promise<string | undefined> {
  if (bytes.length !== file.bytes) {
    return `it must have ${file.bytes} bytes, got ${bytes.length} (${sniff(bytes)})`;
  }
  const sha256 = await sha256Of(bytes);
  if (sha256 === file.sha256) return undefined;
  return `its SHA-256 must be ${file.sha256}, got ${sha256}`;
}

/** The SHA-256 of bytes as 64 hexadecimal digits. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
