import { basename } from "node:path";
import { cannot } from "../core/mod.ts";
import { DataError } from "./data_error.ts";
import { decodeText, type DecodeTextOptions } from "./decode_text.ts";
import { sha256Of } from "./data_file.ts";
import { lastClause } from "./last_clause.ts";
import { linesOf, type TextCorpus } from "./text_corpus.ts";
import { unpackGzip } from "./unpack_gzip.ts";

/** What {@linkcode readText} may be told. */
export type ReadTextOptions = Omit<DecodeTextOptions, "name">;

/**
 * Reads any text file to learn a language model from: UTF-8, plain or in gzip, a sentence or a
 * paragraph a line.
 *
 * @param path The file.
 * @param options All may be left out.
 * @returns Lines and what is known of the file: its size and SHA-256, no licence.
 * @throws {DataError} `missing` if there is no such file or it cannot be read.
 * @throws {SyntaxError} If a line is not valid UTF-8, holds the character NUL or has a million bytes
 * (the error names the line), the gzip data are damaged, or nothing but white space is in the file.
 *
 * @example
 * ```ts
 * import { readText } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${await Deno.makeTempDir()}/poem.txt`;
 * await Deno.writeTextFile(path, "A rose\nis a rose\n");
 * assertEquals((await readText(path)).lines, ["A rose", "is a rose"]);
 * ```
 */
export async function readText(path: string, options: ReadTextOptions = {}): Promise<TextCorpus> {
  const packed = await read(path);
  const text = decodeText(await unpackGzip(packed, path), { ...options, name: path });
  if (text.trim() === "") {
    throw new SyntaxError(
      cannot(`read ${path}`, "it must hold at least one word", text.slice(0, 9)),
    );
  }
  const name = basename(path);
  const files = [{ name, bytes: packed.length, sha256: await sha256Of(packed) }];
  const source = { name, title: name, licence: "not known", origin: path, files };
  return { lines: linesOf(text), tokenized: false, source };
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    const needed = `the text must be a file that can be read, got "${lastClause(error)}"`;
    throw new DataError("missing", `Cannot read ${path}: ${needed}`, { cause: error });
  }
}
