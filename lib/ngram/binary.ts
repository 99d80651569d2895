import { cannot } from "../core/mod.ts";
import { xxHash32 } from "./xx_hash_32.ts";
import type { NgramModel } from "./model.ts";
import { type Vocabulary, wordsOf } from "./vocabulary.ts";
import { vocabularyOf } from "./word_table.ts";

/**
 * The layout, in little-endian order as all of Deno's machines have it:
 *
 * | bytes | what |
 * | ----- | ---- |
 * | 0–7   | the magic word "DESCENTN" |
 * | 8–11  | the version, a whole number of 32 bits |
 * | 12–15 | XXH32 of all that follows |
 * | 16–19 | the header's length in bytes, a multiple of 8, with the 4 empty bytes behind it |
 * | 24–   | the header: JSON, filled up with spaces |
 * | then  | the arrays that the header names, one after the other, each filled up to 8 bytes |
 */
const MAGIC = "DESCENTN";
const VERSION = 2;
/** Files of this version differ in their words' hash table alone, which is then made anew. */
const OTHER_HASH = 1;
const HEADER_AT = 24;

const TYPES = { Uint8Array, Uint32Array, Float64Array };
type TypeName = keyof typeof TYPES;

/** What the header tells: all of a model but its arrays, and how long each of those is. */
type Header = {
  plain: Omit<NgramModel, ArrayName | "vocabulary">;
  vocabularySize: number;
  arrays: { name: string; type: TypeName; length: number }[];
};

const ARRAYS = [
  ["starts", "Uint32Array"],
  ["words", "Uint32Array"],
  ["suffixes", "Uint32Array"],
  ["children", "Uint32Array"],
  ["counts", "Uint32Array"],
  ["log10", "Float64Array"],
  ["backoffs", "Float64Array"],
  ["totals", "Uint32Array"],
] as const;
type ArrayName = typeof ARRAYS[number][0];
const WORD_ARRAYS = [["bytes", "Uint8Array"], ["offsets", "Uint32Array"], [
  "slots",
  "Uint32Array",
]] as const;

const ACTION = "read an n-gram model";

/**
 * A model as one run of bytes, which `readNgramBinary` takes without parsing it.
 *
 * @param model An n-gram model.
 * @returns The bytes: a magic word, a version, a checksum, and the model's arrays as they are.
 *
 * @example
 * ```ts
 * import { probability, readCorpus, readNgramBinary, trainNgram, writeNgramBinary } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const model = trainNgram(readCorpus("a b a b c\na b d"), { order: 3 });
 * const copy = readNgramBinary(writeNgramBinary(model));
 * assertEquals(probability(copy, "b", ["c", "a"]), probability(model, "b", ["c", "a"]));
 * ```
 */
export function writeNgramBinary(model: NgramModel): Uint8Array<ArrayBuffer> {
  const { starts, words, suffixes, children, counts, log10, backoffs, totals, ...rest } = model;
  const { vocabulary, ...plain } = rest;
  const tree = { starts, words, suffixes, children, counts, log10, backoffs, totals };
  const parts = [
    ...ARRAYS.map(([name, type]) => ({ name, type, array: tree[name] })),
    ...WORD_ARRAYS.map(([name, type]) => ({ name, type, array: vocabulary[name] })),
  ];
  const header: Header = {
    plain: { ...plain, unseenContext: Math.max(plain.unseenContext, -1e300) }, // JSON has no -Infinity
    vocabularySize: vocabulary.size,
    arrays: parts.map(({ name, type, array }) => ({ name, type, length: array.length })),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = padded(json.length);
  let at = HEADER_AT + headerLength;
  const bytes = new Uint8Array(
    at + parts.reduce((n, { array }) => n + padded(array.byteLength), 0),
  );
  bytes.fill(32, HEADER_AT, at);
  bytes.set(json, HEADER_AT);
  for (const { array } of parts) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += padded(array.byteLength);
  }
  bytes.set(new TextEncoder().encode(MAGIC));
  const view = new DataView(bytes.buffer);
  view.setUint32(8, VERSION, true);
  view.setUint32(16, headerLength, true);
  view.setUint32(12, xxHash32(bytes.subarray(16)), true);
  return bytes;
}

/**
 * A model from its bytes. Its arrays are views on them: nothing is parsed or copied (where the bytes
 * do not start at a multiple of 8 in memory, they are copied once).
 *
 * @param bytes What `writeNgramBinary` made. Writing to them changes the model.
 * @returns The model.
 * @throws {SyntaxError} If the bytes are something else, of another version, cut short or damaged.
 *
 * @example
 * ```ts
 * import { readNgramBinary } from "descent/ngram";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(
 *   () => readNgramBinary(new Uint8Array(10)),
 *   SyntaxError,
 *   'Cannot read an n-gram model: it must begin with "DESCENTN", got ""',
 * );
 * ```
 */
export function readNgramBinary(bytes: Uint8Array): NgramModel {
  const aligned = (bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()) as Uint8Array<ArrayBuffer>;
  checkStart(aligned);
  const headerLength = view(aligned).getUint32(16, true);
  const json = new TextDecoder().decode(aligned.subarray(HEADER_AT, HEADER_AT + headerLength));
  const { plain, vocabularySize, arrays } = JSON.parse(json) as Header; // the checksum vouches for it
  const found: Record<string, unknown> = {};
  let at = aligned.byteOffset + HEADER_AT + headerLength;
  for (const { name, type, length } of arrays) {
    const array = new TYPES[type](aligned.buffer, at, length);
    found[name] = array;
    at += padded(array.byteLength);
  }
  const { bytes: text, offsets, slots, ...tree } = found;
  const unseenContext = plain.unseenContext < -1e299 ? -Infinity : plain.unseenContext;
  const inFile = { size: vocabularySize, bytes: text, offsets, slots } as Vocabulary;
  const vocabulary = versionOf(aligned) === OTHER_HASH ? vocabularyOf(wordsOf(inFile)) : inFile;
  return { ...plain, ...tree, unseenContext, vocabulary } as NgramModel;
}

function checkStart(bytes: Uint8Array<ArrayBuffer>): void {
  const magic = new TextDecoder().decode(bytes.subarray(0, 8));
  if (magic !== MAGIC) {
    const shown = magic.replaceAll("\0", "");
    throw new SyntaxError(cannot(ACTION, `it must begin with "${MAGIC}"`, shown));
  }
  const needed = "it must be whole and undamaged, its checksum does not match";
  if (bytes.length < HEADER_AT || bytes.length % 8 !== 0) {
    throw new SyntaxError(cannot(ACTION, needed));
  }
  const version = versionOf(bytes);
  if (version !== VERSION && version !== OTHER_HASH) {
    throw new SyntaxError(cannot(ACTION, `it must be of version ${VERSION}`, version));
  }
  if (view(bytes).getUint32(12, true) === xxHash32(bytes.subarray(16))) return;
  throw new SyntaxError(cannot(ACTION, needed));
}

function versionOf(bytes: Uint8Array<ArrayBuffer>): number {
  return view(bytes).getUint32(8, true);
}

function view(bytes: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}
