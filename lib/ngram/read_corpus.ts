import { cannot } from "../core/mod.ts";
import type { Corpus } from "./corpus.ts";
import { FNV_BASIS, FNV_PRIME } from "./vocabulary.ts";
import { createWordTable, grown, type WordTable } from "./word_table.ts";

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
const SPACE = 32;

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
  const table = createWordTable();
  const reader = { bytes, table, ids: new Uint32Array(bytes.length / 4 + 16), count: 0 };
  const readLine = unit === "character" ? readCharacters : readWords;
  const ends: number[] = [];
  const characters: number[] = [];
  for (let at = afterMark(bytes); at < bytes.length;) {
    const found = bytes.indexOf(LINE_FEED, at);
    const end = found < 0 ? bytes.length : found;
    const before = reader.count;
    const length = readLine(reader, at, end);
    at = end + 1;
    if (blankLines === "skip" && reader.count === before) continue;
    ends.push(reader.count);
    characters.push(length);
  }
  return {
    vocabulary: table.finish(),
    ids: reader.ids.slice(0, reader.count),
    ends: Uint32Array.from(ends),
    characters: Uint32Array.from(characters),
  };
}

/** What reading has come to. */
type Reader = {
  bytes: Uint8Array;
  table: WordTable;
  ids: Uint32Array<ArrayBuffer>;
  count: number;
};

/** The words of one line; returns its characters, a space between words and its end counted. */
function readWords(reader: Reader, start: number, end: number): number {
  const { bytes } = reader;
  const before = reader.count;
  let continued = 0; // bytes that go on with a character
  let blank = 0;
  let hash = FNV_BASIS;
  let from = start;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte > SPACE) {
      hash = Math.imul(hash ^ byte, FNV_PRIME);
      if ((byte & 0xc0) === 0x80) continued++;
      continue;
    }
    if (!isSpace(byte)) {
      if (byte === 0) throw new SyntaxError(nulAt(bytes, at));
      hash = Math.imul(hash ^ byte, FNV_PRIME);
      continue;
    }
    if (at > from) add(reader, from, at, hash);
    from = at + 1;
    hash = FNV_BASIS;
    blank++;
  }
  if (end > from) add(reader, from, end, hash);
  return end - start - blank - continued + Math.max(reader.count - before, 1);
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte >= 9 && byte <= 13;
}

/** The code points of one line, without the carriage return of a line end from Windows. */
function readCharacters(reader: Reader, start: number, end: number): number {
  const { bytes } = reader;
  const before = reader.count;
  const last = end > start && bytes[end - 1] === 13 ? end - 1 : end;
  for (let at = start; at < last;) {
    if (bytes[at] === 0) throw new SyntaxError(nulAt(bytes, at));
    const from = at;
    let hash = FNV_BASIS;
    do hash = Math.imul(hash ^ bytes[at++]!, FNV_PRIME); while (
      at < last && (bytes[at]! & 0xc0) === 0x80
    );
    add(reader, from, at, hash);
  }
  return reader.count - before + 1;
}

function add(reader: Reader, start: number, end: number, hash: number): void {
  if (reader.count === reader.ids.length) reader.ids = grown(reader.ids, reader.count);
  reader.ids[reader.count++] = reader.table.add(reader.bytes, start, end, hash);
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

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Past a byte-order mark. */
function afterMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function nulAt(bytes: Uint8Array, at: number): string {
  let line = 1;
  for (let i = 0; i < at; i++) if (bytes[i] === LINE_FEED) line++;
  return cannot("read a corpus", `text must not hold the character NUL, see line ${line}`);
}
