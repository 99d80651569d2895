import { DataError } from "./data_error.ts";
import { lastClause } from "./last_clause.ts";

/**
 * The error for a file or folder that cannot be written, with the mend that fits the cause.
 *
 * @param path What could not be written.
 * @param error What the file system said.
 * @param set The data set's name, for the mend.
 */
export function unwritable(path: string, error: unknown, set: string): DataError {
  const [needed, mend] = isFull(error)
    ? [
      "the disk must have room",
      `free some and run "deno task data ${set}" again, which goes on where it stopped`,
    ]
    : [
      "it must be writable",
      `choose another folder DIR, run "deno task data --dir DIR ${set}" and set DESCENT_DATA=DIR`,
    ];
  const message = `Cannot write ${path}: ${needed}, got "${lastClause(error)}"; ${mend}`;
  return new DataError("unwritable", message, { cause: error });
}

/** No space left, quota used up, file too large for the file system. */
function isFull(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";
}
