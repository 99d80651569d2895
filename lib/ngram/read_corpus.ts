import { isUtf8 } from "node:buffer";
import { cannot } from "../core/mod.ts";
import type { Corpus } from "./corpus.ts";
import { nulAt, readWords } from "./read_words.ts";
import { WordTable } from "./word_table.ts";

/** How text is cut into tokens. */
export type CorpusOptions = {
  /**
   * `"word"`: what stands between white space (ASCII's space, tab, vertical tab, form feed, carriage
   * return); `"character"`: every code point, spaces too. @default "word"
   */
  unit?: "word" | "character";
  /** Whether a blank line is an empty sentence, as for KenLM, or none. @default "keep" */
  blankLines?: "keep" | "skip";
};

const LINE_FEED = 10;

/**
 * Reads text, one sentence a line, into a corpus of whole numbers.
 *
 * A byte-order mark at the start and the line end at the end are no part of the text. Nothing is
 * lower-cased or cut off words.
 *
 * @param text Text, or its bytes in UTF-8.
 * @param options The unit, and what blank lines mean.
 * @returns The corpus; one without sentences where the text is empty.
 * @throws {SyntaxError} If the text is not valid UTF-8 or holds the character NUL; names the line.
 *
 * @example
 * ```ts
 * import { readCorpus, wordsOf } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const corpus = readCorpus("a b a\nb c\n");
 * assertEquals(wordsOf(corpus.vocabulary), ["a", "b", "c"]);
 * assertEquals(corpus.ids, Uint32Array.of(0, 1, 0, 1, 2));
 * assertEquals(corpus.ends, Uint32Array.of(3, 5));
 * ```
 */
export function readCorpus(text: string | Uint8Array, options: CorpusOptions = {}): Corpus {
  const { unit = "word", blankLines = "keep" } = options;
  const bytes = typeof text === "string" ? encode(text) : checkUtf8(text);
  const read = unit === "character" ? readCharacters : readWords;
  return read(bytes, afterMark(bytes), blankLines === "keep");
}

/** Reads lines of code points, without the carriage return of a line end from Windows. */
function readCharacters(bytes: Uint8Array, start: number, keepBlankLines: boolean): Corpus {
  const table = new WordTable();
  const ends: number[] = [];
  const characters: number[] = [];
  const ids = new Uint32Array(bytes.length);
  let count = 0;
  for (let at = start; at < bytes.length;) {
    const found = bytes.indexOf(LINE_FEED, at);
    const end = found < 0 ? bytes.length : found;
    const last = end > at && bytes[end - 1] === 13 ? end - 1 : end;
    const before = count;
    while (at < last) {
      if (bytes[at] === 0) throw new SyntaxError(nulAt(bytes, at));
      const from = at;
      do at++; while (at < last && (bytes[at]! & 0xc0) === 0x80);
      ids[count++] = table.add(bytes, from, at);
    }
    at = end + 1;
    if (!keepBlankLines && count === before) continue;
    ends.push(count);
    characters.push(count - before + 1);
  }
  return {
    vocabulary: table.finish(),
    ids: ids.slice(0, count),
    ends: Uint32Array.from(ends),
    characters: Uint32Array.from(characters),
  };
}

function encode(text: string): Uint8Array {
  if (text.isWellFormed()) return new TextEncoder().encode(text);
  const line = text.split("\n").findIndex((part) => !part.isWellFormed()) + 1;
  const needed = `text must be well formed, see half a surrogate pair in line ${line}`;
  throw new SyntaxError(cannot("read a corpus", needed));
}

function checkUtf8(bytes: Uint8Array): Uint8Array {
  if (isUtf8(bytes)) return bytes;
  let line = 1;
  for (let at = 0; at < bytes.length; line++) {
    const found = bytes.indexOf(LINE_FEED, at);
    const end = found < 0 ? bytes.length : found;
    if (!isUtf8(bytes.subarray(at, end))) break;
    at = end + 1;
  }
  throw new SyntaxError(cannot("read a corpus", `text must be UTF-8, see line ${line}`));
}

/** Past a byte-order mark. */
function afterMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
