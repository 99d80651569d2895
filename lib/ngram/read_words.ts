import { cannot } from "../core/mod.ts";
import type { Corpus } from "./corpus.ts";
import { grown, WordTable } from "./word_table.ts";

const LINE_FEED = 10;
const SPACE = 32;

/** Bytes that are searched for blanks at a time: their places stay in the nearest cache. */
const BLOCK = 4096;

/** Words of up to so many bytes are read at once. */
const SHORT = 12;

/**
 * Reads lines of words between white space, the bytes from `start` on being valid UTF-8.
 *
 * Where the blanks are is found out first, without a question that the machine could guess wrong;
 * then what stands between two of them is looked up.
 */
export function readWords(bytes: Uint8Array, start: number, keepBlankLines: boolean): Corpus {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = new WordTable();
  const blanks = new Uint32Array(BLOCK + 1);
  const ends: number[] = [];
  const characters: number[] = [];
  let ids = new Uint32Array((bytes.length >> 2) + 16);
  let [count, before, points, from] = [0, 0, 0, start];
  for (let block = start; block < bytes.length; block += BLOCK) {
    const found = findBlanks(bytes, block, blanks);
    for (let i = 0; i < found; i++) {
      const at = blanks[i]!;
      const blank = at < bytes.length ? bytes[at]! : LINE_FEED;
      if (blank !== SPACE && !isSpace(blank)) { // a control character is part of a word
        if (blank === 0) throw new SyntaxError(nulAt(bytes, at));
        continue;
      }
      if (at > from) {
        const room = from + SHORT <= bytes.length;
        if (count === ids.length) ids = grown(ids, count);
        if (at - from <= SHORT && room) {
          const a = first(view.getInt32(from), Math.min(at - from, 4));
          const b = first(view.getInt32(from + 4), Math.min(Math.max(at - from - 4, 0), 4));
          const c = first(view.getInt32(from + 8), Math.max(at - from - 8, 0));
          ids[count++] = table.addShort(a, b, c, bytes, from, at);
          points += at - from;
          if (((a | b | c) & HIGH_BITS) !== 0) points -= continued(a) + continued(b) + continued(c);
        } else {
          ids[count++] = table.add(bytes, from, at);
          points += codePoints(bytes, from, at);
        }
      }
      from = at + 1;
      if (blank !== LINE_FEED) continue;
      if (keepBlankLines || count > before) {
        ends.push(count);
        characters.push(points + Math.max(count - before, 1));
      }
      before = count;
      points = 0;
    }
  }
  return {
    vocabulary: table.finish(),
    ids: new Uint32Array(ids.buffer.transfer(4 * count)),
    ends: Uint32Array.from(ends),
    characters: Uint32Array.from(characters),
  };
}

/** Where a block's bytes are at most 32; also behind a last line that does not end. */
function findBlanks(bytes: Uint8Array, block: number, blanks: Uint32Array): number {
  const end = Math.min(block + BLOCK, bytes.length);
  let found = 0;
  for (let at = block; at < end; at++) {
    blanks[found] = at;
    found += bytes[at]! - 33 >>> 31; // else the next place is written over it
  }
  if (end === bytes.length && bytes[end - 1] !== LINE_FEED) blanks[found++] = end;
  return found;
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte >= 9 && byte <= 13;
}

/** The first bytes of four, the others 0; shifted twice, since by 32 at once is by none. */
function first(four: number, bytes: number): number {
  return four & ~(-1 >>> 4 * bytes >>> 4 * bytes);
}

const HIGH_BITS = 0x80808080 | 0;

/** How many bytes of four go on with a character: 10… in binary. */
function continued(four: number): number {
  return Math.imul((four & ~four << 1 & HIGH_BITS) >>> 7, 0x01010101) >>> 24;
}

function codePoints(bytes: Uint8Array, start: number, end: number): number {
  let points = 0;
  for (let at = start; at < end; at++) if ((bytes[at]! & 0xc0) !== 0x80) points++;
  return points;
}

/** What stops the reading of text that holds NUL. */
export function nulAt(bytes: Uint8Array, at: number): string {
  let line = 1;
  for (let i = 0; i < at; i++) if (bytes[i] === LINE_FEED) line++;
  return cannot("read a corpus", `text must not hold the character NUL, see line ${line}`);
}
