import { fourBytes, hashBytes, hashTwelve, sameBytes, type Vocabulary } from "./vocabulary.ts";

const encoder = new TextEncoder();

/**
 * Numbers a slot. A short word, of up to twelve bytes, is told apart from all others by what stands
 * there: its number + 1, and its bytes by `fourBytes`. A long one: −1 − its number, its hash, its
 * length and 0; its bytes are looked at only where these fit. An empty slot begins with 0.
 */
const SLOT = 4;
const SHORT = 12;

/** A vocabulary that grows while text is read. Numbers are given in order of first appearance. */
export class WordTable {
  /** How many words there are. */
  size = 0;
  #used = 0; // of text
  #text = new Uint8Array(1 << 12);
  #offsets = new Uint32Array(1 << 9);
  #slots = new Int32Array(SLOT << 10);

  /** The number of the word `bytes[start … end)`, a new one where it was not known. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    // A zero at the end is lost among those behind it.
    if (length > SHORT || length > 0 && bytes[end - 1] === 0) {
      return this.#addLong(bytes, start, end);
    }
    const a = fourBytes(bytes, start, end);
    const b = fourBytes(bytes, start + 4, end);
    return this.addShort(a, b, fourBytes(bytes, start + 8, end), bytes, start, end);
  }

  /** The same of a short word that does not end in NUL, whose bytes are `a`, `b`, `c` by `fourBytes`. */
  addShort(
    a: number,
    b: number,
    c: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    let at = SLOT * hashTwelve(a, b, c) & last;
    for (let id = slots[at]!; id !== 0; id = slots[at]!) {
      if (slots[at + 1] === a && slots[at + 2] === b && slots[at + 3] === c && id > 0) {
        return id - 1;
      }
      at = at + SLOT & last;
    }
    fillSlot(slots, at, this.size + 1, a, b, c);
    return this.#append(bytes, start, end);
  }

  #addLong(bytes: Uint8Array, start: number, end: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    const hash = hashBytes(bytes, start, end);
    const length = end - start;
    let at = SLOT * hash & last;
    for (; slots[at] !== 0; at = at + SLOT & last) {
      const id = -1 - slots[at]!;
      if (id < 0 || slots[at + 1] !== hash || slots[at + 2] !== length) continue;
      const from = this.#offsets[id]!;
      if (sameBytes(this.#text, from, from + length, bytes, start, end)) return id;
    }
    fillSlot(slots, at, -1 - this.size, hash, length, 0);
    return this.#append(bytes, start, end);
  }

  /** The words as they are now, in arrays of their own. */
  finish(): Vocabulary {
    const slots = this.#slots;
    const ids = new Uint32Array(slots.length / SLOT);
    for (let slot = 0; slot < ids.length; slot++) ids[slot] = Math.abs(slots[SLOT * slot]!);
    return {
      size: this.size,
      bytes: this.#text.slice(0, this.#used),
      offsets: this.#offsets.slice(0, this.size + 1),
      slots: ids,
    };
  }

  #append(bytes: Uint8Array, start: number, end: number): number {
    const used = this.#used + end - start;
    if (used > this.#text.length) this.#text = grown(this.#text, used);
    for (let to = this.#used, i = start; i < end; i++) this.#text[to++] = bytes[i]!; // short: no view is worth it
    if (this.size + 2 > this.#offsets.length) this.#offsets = grown(this.#offsets, this.size + 2);
    this.#offsets[++this.size] = this.#used = used;
    if (2 * SLOT * this.size > this.#slots.length) this.#slots = rehashed(this.#slots);
    return this.size - 1;
  }
}

function fillSlot(
  slots: Int32Array,
  at: number,
  id: number,
  a: number,
  b: number,
  c: number,
): void {
  slots[at] = id;
  slots[at + 1] = a;
  slots[at + 2] = b;
  slots[at + 3] = c;
}

/** The same words in twice as many slots. */
function rehashed(slots: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * slots.length);
  const last = more.length - 1;
  for (let from = 0; from < slots.length; from += SLOT) {
    const id = slots[from]!;
    if (id === 0) continue;
    const a = slots[from + 1]!;
    const b = slots[from + 2]!;
    const c = slots[from + 3]!;
    let to = SLOT * (id > 0 ? hashTwelve(a, b, c) : a) & last; // a long word's hash stands there
    while (more[to] !== 0) to = to + SLOT & last;
    fillSlot(more, to, id, a, b, c);
  }
  return more;
}

/** Puts a string into a table; the string must be well formed. */
export function addWord(table: WordTable, word: string): number {
  const bytes = encoder.encode(word);
  return table.add(bytes, 0, bytes.length);
}

/** A vocabulary of these words, in this order; a word given twice keeps its first number. */
export function vocabularyOf(words: Iterable<string>): Vocabulary {
  const table = new WordTable();
  for (const word of words) addWord(table, word);
  return table.finish();
}

/** A vocabulary with a few new words before its own, whose places in the hash table stay theirs. */
export function withFirstWords(
  words: string[],
  { size, bytes, offsets, slots }: Vocabulary,
): Vocabulary {
  const first = vocabularyOf(words);
  const more = first.size;
  const shifted = {
    size: size + more,
    bytes: new Uint8Array(first.bytes.length + bytes.length),
    offsets: new Uint32Array(size + more + 1),
    slots: slots.map((id) => id > 0 ? id + more : 0),
  };
  shifted.bytes.set(first.bytes);
  shifted.bytes.set(bytes, first.bytes.length);
  shifted.offsets.set(first.offsets);
  for (let i = 1; i <= size; i++) shifted.offsets[more + i] = first.bytes.length + offsets[i]!;
  for (let id = 0; id < more; id++) {
    const hash = hashBytes(first.bytes, first.offsets[id]!, first.offsets[id + 1]!);
    let slot = hash & slots.length - 1;
    while (shifted.slots[slot] !== 0) slot = slot + 1 & slots.length - 1;
    shifted.slots[slot] = id + 1;
  }
  return shifted;
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
