import { cannot } from "../core/mod.ts";
import { decodeText } from "./decode_text.ts";
import { type LoadOptions, readDataBytes } from "./read_data_file.ts";
import { linesOf, type Piece, type TextCorpus } from "./text_corpus.ts";
import { unpackGzip } from "./unpack_gzip.ts";

/** The corpora that {@linkcode loadCorpus} knows by name. */
export const CORPORA = ["port-kelder", "tiny-shakespeare", "wikitext-2"] as const;

/** A name of {@linkcode CORPORA}. */
export type CorpusName = typeof CORPORA[number];

/** What {@linkcode loadCorpus} may be told. */
export type LoadCorpusOptions = LoadOptions & {
  /** Which part of WikiText-2; the others are whole. @default "train" */
  part?: "train" | "valid" | "test" | undefined;
};

/**
 * Loads a text to learn a language model from.
 *
 * - `port-kelder`, which comes with Descent: 100 short pieces of English prose and dialogue around one
 *   harbour town, a sentence a line, 1,405 sentences and 20,633 words. `pieces` has their titles.
 * - `tiny-shakespeare`: 40,000 lines of plays, blank ones between speeches.
 * - `wikitext-2`: articles of Wikipedia by words, rare words as `<unk>`; a paragraph a line.
 *
 * The last two are looked for in the folder of `DESCENT_DATA` and in `data/`. Any other text is read by
 * `readText`.
 *
 * @param name Which one. @default "port-kelder"
 * @param options All may be left out.
 * @returns Lines and their origin.
 * @throws {RangeError} If there is no corpus of this name, or a part is asked of one that has none.
 * @throws {DataError} `missing` if no folder has the files, `damaged` if one is another.
 *
 * @example
 * ```ts
 * import { loadCorpus } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { lines, pieces } = await loadCorpus("port-kelder");
 * assertEquals([lines.length, pieces?.length], [1405, 100]);
 * assertEquals(lines[0], "The workshop stood at the lower end of Mill Street, between the bakery and the net loft.");
 * ```
 *
 * Source: A. Karpathy, char-rnn (2015), Tiny Shakespeare; S. Merity and others, "Pointer sentinel
 * mixture models", ICLR 2017, WikiText-2.
 */
export async function loadCorpus(
  name: CorpusName = "port-kelder",
  { part, ...options }: LoadCorpusOptions = {},
): Promise<TextCorpus> {
  if (!CORPORA.includes(name)) {
    const needed = `its name must be one of ${CORPORA.join(", ")}, or its file be read by readText`;
    throw new RangeError(cannot("load a corpus", needed, name));
  }
  if (name === "wikitext-2") return await loadWikitext(part ?? "train", options);
  if (part !== undefined) {
    throw new RangeError(cannot(`load a part of ${name}`, "it must be wikitext-2", part));
  }
  const file = name === "port-kelder" ? "port-kelder.txt" : "input.txt";
  const { bytes, path, source } = await readDataBytes(name, file, options);
  const lines = linesOf(decodeText(bytes, { name: path }));
  if (name === "tiny-shakespeare") return { lines, tokenized: false, source };
  return { ...withoutTitles(lines), tokenized: false, source };
}

async function loadWikitext(
  part: "train" | "valid" | "test",
  options: LoadOptions,
): Promise<TextCorpus> {
  const file = `wiki.${part}.tokens${part === "train" ? ".gz" : ""}`;
  const { bytes, path, source } = await readDataBytes("wikitext-2", file, options);
  const text = decodeText(await unpackGzip(bytes, path), { name: path });
  return { lines: linesOf(text), tokenized: true, source };
}

/** The sentences alone, and where each piece lies among them: "# " begins a title. */
function withoutTitles(all: string[]): { lines: string[]; pieces: Piece[] } {
  const lines: string[] = [];
  const pieces: Piece[] = [];
  for (const line of all) {
    if (line.startsWith("# ")) {
      pieces.push({ title: line.slice(2), from: lines.length, to: lines.length });
    } else if (line !== "") {
      pieces.at(-1)!.to = lines.push(line);
    }
  }
  return { lines, pieces };
}
