import { cannot } from "../core/mod.ts";

/**
 * Words and their numbers, as typed arrays: cheap to hand to a worker, to keep and to load.
 *
 * Word `id` is the UTF-8 text `bytes[offsets[id] … offsets[id + 1])`. `slots` is a hash table with
 * linear probing that holds `id + 1`, or 0 where empty; its length is a power of two.
 */
export type Vocabulary = {
  size: number;
  bytes: Uint8Array<ArrayBuffer>;
  offsets: Uint32Array<ArrayBuffer>;
  slots: Uint32Array<ArrayBuffer>;
};

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The word with a number.
 *
 * @param vocabulary Words and their numbers.
 * @param id From 0 to `vocabulary.size - 1`.
 * @returns The word.
 * @throws {RangeError} If no word has this number.
 *
 * @example
 * ```ts
 * import { readCorpus, wordOf } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(wordOf(readCorpus("to be or not to be").vocabulary, 3), "not");
 * ```
 */
export function wordOf(vocabulary: Vocabulary, id: number): string {
  const { size, bytes, offsets } = vocabulary;
  if (!(Number.isInteger(id) && id >= 0 && id < size)) {
    throw new RangeError(cannot("name a word", `its number must be from 0 to ${size - 1}`, id));
  }
  return decoder.decode(bytes.subarray(offsets[id]!, offsets[id + 1]!));
}

/**
 * The number of a word, or nothing if the vocabulary does not hold it.
 *
 * @param vocabulary Words and their numbers.
 * @param word The word.
 * @returns Its number, from 0 on.
 *
 * @example
 * ```ts
 * import { idOf, readCorpus } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const { vocabulary } = readCorpus("to be or not to be");
 * assertEquals(["be", "bee"].map((word) => idOf(vocabulary, word)), [1, undefined]);
 * ```
 */
export function idOf(vocabulary: Vocabulary, word: string): number | undefined {
  if (!word.isWellFormed()) return undefined; // half a surrogate pair has no UTF-8
  const bytes = encoder.encode(word);
  const id = findBytes(vocabulary, bytes, 0, bytes.length);
  return id < 0 ? undefined : id;
}

/**
 * All words, by number.
 *
 * @param vocabulary Words and their numbers.
 * @returns A new list, `size` long.
 *
 * @example
 * ```ts
 * import { readCorpus, wordsOf } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(wordsOf(readCorpus("to be or not to be").vocabulary), ["to", "be", "or", "not"]);
 * ```
 */
export function wordsOf(vocabulary: Vocabulary): string[] {
  return Array.from({ length: vocabulary.size }, (_, id) => wordOf(vocabulary, id));
}

/** Up to four bytes as one number, the first byte highest, with zeros for what lies behind the end. */
export function fourBytes(bytes: Uint8Array, at: number, end: number): number {
  if (at + 4 <= end) {
    return bytes[at]! << 24 | bytes[at + 1]! << 16 | bytes[at + 2]! << 8 | bytes[at + 3]!;
  }
  let four = 0;
  for (let i = at; i < end; i++) four |= bytes[i]! << 24 - 8 * (i - at);
  return four;
}

/** A hash of the word `bytes[start … end)`: 32 bits, all of them mixed. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let sum = sumOf(
    fourBytes(bytes, start, end),
    fourBytes(bytes, start + 4, end),
    fourBytes(bytes, start + 8, end),
  );
  for (let at = start + 12; at < end; at += 4) {
    sum = Math.imul(sum ^ sum >>> 15 ^ fourBytes(bytes, at, end), MIX);
  }
  return mixed(sum);
}

/** The same of a word of up to twelve bytes, which are `a`, `b` and `c` by `fourBytes`. */
export function hashTwelve(a: number, b: number, c: number): number {
  return mixed(sumOf(a, b, c));
}

function sumOf(a: number, b: number, c: number): number {
  return Math.imul(a, MIX_A) + Math.imul(b, MIX_B) + Math.imul(c, MIX_C) | 0;
}

/** The high bits, in which all others show, put into the low ones, of which tables take some. */
function mixed(sum: number): number {
  const folded = Math.imul(sum ^ sum >>> 15, MIX);
  return folded ^ folded >>> 13;
}

// Odd numbers with bits all over, from MurmurHash3 (A. Appleby, 2011) and from the golden ratio.
const MIX_A = 0xcc9e2d51 | 0;
const MIX_B = 0x1b873593;
const MIX_C = 0x85ebca6b | 0;
const MIX = 0x9e3779b1 | 0;

/** The number of the word `bytes[start … end)`, or -1. */
export function findBytes(
  { bytes: known, offsets, slots }: Vocabulary,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  const hash = hashBytes(bytes, start, end);
  const mask = slots.length - 1;
  for (let slot = hash & mask;; slot = (slot + 1) & mask) {
    const id = slots[slot]! - 1;
    if (id < 0) return -1;
    if (sameBytes(known, offsets[id]!, offsets[id + 1]!, bytes, start, end)) return id;
  }
}

/** Whether two stretches of bytes hold the same. */
export function sameBytes(
  a: Uint8Array,
  startA: number,
  endA: number,
  b: Uint8Array,
  startB: number,
  endB: number,
): boolean {
  if (endA - startA !== endB - startB) return false;
  for (let i = startA, j = startB; i < endA; i++, j++) if (a[i] !== b[j]) return false;
  return true;
}
