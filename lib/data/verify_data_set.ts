import { join } from "node:path";
import { wrongBytes } from "./data_file.ts";
import type { DataFile, DataSet } from "./data_set.ts";
import { lastClause } from "./last_clause.ts";

/** A file and what is wrong with it, if anything is. */
export type VerifiedFile = { file: DataFile; path: string; wrong: string | undefined };

/**
 * Reads every file of a data set and compares its size and SHA-256 with the registry's.
 *
 * @param set The data set, from `findDataSet`.
 * @param folder Where its files lie.
 * @returns One record a file, in the set's order; `wrong` says what is needed and what came, or is
 * `undefined` for a file that is right.
 *
 * @example An empty folder lacks all four files
 * ```ts
 * import { findDataSet, verifyDataSet } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const files = await verifyDataSet(findDataSet("mnist"), await Deno.makeTempDir());
 * assertEquals(files.map(({ wrong }) => wrong === undefined), [false, false, false, false]);
 * ```
 */
export async function verifyDataSet(set: DataSet, folder: string): Promise<VerifiedFile[]> {
  const verified: VerifiedFile[] = [];
  for (const file of set.files) { // one at a time, to hold one in memory
    const path = join(folder, file.name);
    const wrong = await Deno.readFile(path).then(
      (bytes) => wrongBytes(bytes, file),
      unreadable,
    );
    verified.push({ file, path, wrong });
  }
  return verified;
}

function unreadable(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "it is not there";
  return `it must be readable, got "${lastClause(error)}"`;
}
