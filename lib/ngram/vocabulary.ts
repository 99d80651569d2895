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
  const id = findBytes(vocabulary, bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
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

/** FNV-1a over bytes, 32 bits (Fowler, Noll, Vo); `readCorpus` computes the same as it goes. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_BASIS;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME);
  return hash;
}

/** Where FNV-1a starts. */
export const FNV_BASIS = 0x811c9dc5 | 0;
/** What FNV-1a multiplies by. */
export const FNV_PRIME = 0x01000193;

/** The first slot to look at: FNV's low bits are its weak ones, so high bits are folded in. */
export function slotOf(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask;
}

/** The number of the word `bytes[start … end)`, or -1. */
export function findBytes(
  { bytes: known, offsets, slots }: Vocabulary,
  bytes: Uint8Array,
  start: number,
  end: number,
  hash: number,
): number {
  const mask = slots.length - 1;
  for (let slot = slotOf(hash, mask);; slot = (slot + 1) & mask) {
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
