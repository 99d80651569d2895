import { hashBytes, sameBytes, slotOf, type Vocabulary } from "./vocabulary.ts";

/** A vocabulary that grows while text is read. */
export type WordTable = {
  /** The number of the word `bytes[start … end)`, a new one where it was not known. */
  add(bytes: Uint8Array, start: number, end: number, hash: number): number;
  /** How many words there are. */
  size(): number;
  /** The words as they are now, in arrays of their own. */
  finish(): Vocabulary;
};

const encoder = new TextEncoder();

/** An empty table. Numbers are given in order of first appearance. */
export function createWordTable(): WordTable {
  let size = 0;
  let used = 0; // of text
  let text = new Uint8Array(1 << 12);
  let offsets = new Uint32Array(1 << 9);
  // Two numbers a slot, id + 1 and the word's hash, which is compared before bytes are.
  let slots = new Int32Array(1 << 11);

  function append(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (used + length > text.length) text = grown(text, used + length);
    for (let i = 0; i < length; i++) text[used + i] = bytes[start + i]!; // short: no view is worth it
    if (size + 2 > offsets.length) offsets = grown(offsets, size + 2);
    offsets[size + 1] = used += length;
    return size++;
  }

  function rehash(): void {
    const before = slots;
    slots = new Int32Array(before.length * 2);
    const mask = before.length - 1;
    for (let i = 0; i < before.length; i += 2) {
      if (before[i] === 0) continue;
      let slot = slotOf(before[i + 1]!, mask);
      while (slots[2 * slot] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = before[i]!;
      slots[2 * slot + 1] = before[i + 1]!;
    }
  }

  return {
    add(bytes, start, end, hash) {
      const mask = (slots.length >> 1) - 1;
      let slot = slotOf(hash, mask);
      for (let id = slots[2 * slot]! - 1; id >= 0; id = slots[2 * slot]! - 1) {
        const same = slots[2 * slot + 1] === hash &&
          sameBytes(text, offsets[id]!, offsets[id + 1]!, bytes, start, end);
        if (same) return id;
        slot = (slot + 1) & mask;
      }
      const id = append(bytes, start, end);
      slots[2 * slot] = id + 1;
      slots[2 * slot + 1] = hash;
      if (size * 4 > slots.length) rehash();
      return id;
    },
    size: () => size,
    finish() {
      const ids = new Uint32Array(slots.length / 2);
      for (let slot = 0; slot < ids.length; slot++) ids[slot] = slots[2 * slot]!;
      return {
        size,
        bytes: text.slice(0, used),
        offsets: offsets.slice(0, size + 1),
        slots: ids,
      };
    },
  };
}

/** Puts a string into a table; the string must be well formed. */
export function addWord(table: WordTable, word: string): number {
  const bytes = encoder.encode(word);
  return table.add(bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
}

/** A vocabulary of these words, in this order; a word given twice keeps its first number. */
export function vocabularyOf(words: Iterable<string>): Vocabulary {
  const table = createWordTable();
  for (const word of words) addWord(table, word);
  return table.finish();
}

/** A copy with room for `needed` values, and as many again. */
export function grown<A extends Uint8Array | Uint32Array | Float64Array>(
  array: A,
  needed: number,
): A {
  const larger = new (array.constructor as new (length: number) => A)(needed * 2);
  larger.set(array);
  return larger;
}
