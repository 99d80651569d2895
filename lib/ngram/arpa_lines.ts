import { cannot } from "../core/mod.ts";

const LINE_FEED = 10;
const decoder = new TextDecoder();

/** What stops the reading of an ARPA file: the line, what it must hold, and what it holds. */
export function arpaError(line: number, needed: string, got?: string): SyntaxError {
  const action = `read an ARPA file, line ${line}`;
  if (got === undefined) return new SyntaxError(cannot(action, needed));
  return new SyntaxError(cannot(action, needed, got.length > 60 ? `${got.slice(0, 60)}…` : got));
}

/** A file's lines, one at a time. */
export class ArpaLines {
  /** The number of the line at hand, from 1; 0 before the first. */
  line = 0;
  /** Where the line at hand starts and ends in `bytes`, its end of line apart. */
  start = 0;
  end = 0;
  #next = 0;

  constructor(readonly bytes: Uint8Array) {}

  /** Goes to the next line that is not blank; false at the end of the file. */
  next(): boolean {
    const { bytes } = this;
    while (this.#next < bytes.length) {
      this.line++;
      this.start = this.#next;
      const found = bytes.indexOf(LINE_FEED, this.start);
      this.end = found < 0 ? bytes.length : found;
      this.#next = this.end + 1;
      while (this.end > this.start && isSpace(bytes[this.end - 1]!)) this.end--;
      while (this.start < this.end && isSpace(bytes[this.start]!)) this.start++;
      if (this.start < this.end) return true;
    }
    this.start = this.end = bytes.length;
    return false;
  }

  /** The line at hand as text. */
  text(): string {
    return decoder.decode(this.bytes.subarray(this.start, this.end));
  }

  /** An error about the line at hand. */
  error(needed: string): SyntaxError {
    const line = Math.max(this.line, 1);
    return this.start < this.end
      ? arpaError(line, needed, this.text())
      : arpaError(line, `${needed}, but the file ends`);
  }

  /** The end of the field that starts at a place. */
  fieldEnd(at: number): number {
    while (at < this.end && !isSpace(this.bytes[at]!)) at++;
    return at;
  }

  /** The start of the field that follows a place. */
  fieldStart(at: number): number {
    while (at < this.end && isSpace(this.bytes[at]!)) at++;
    return at;
  }

  /**
   * The number in a field; NaN where it is none. Up to 15 digits are summed as a whole number and
   * divided by a power of ten once, which rounds correctly (Clinger 1990); others go to `Number`.
   */
  number(start: number, end: number): number {
    const { bytes } = this;
    const negative = bytes[start] === 45;
    let [digits, value, decimals, point] = [0, 0, 0, false];
    for (let at = negative ? start + 1 : start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === 46 && !point) point = true;
      else if (byte >= 48 && byte <= 57) {
        value = value * 10 + byte - 48;
        digits++;
        if (point) decimals++;
      } else return this.#otherNumber(start, end);
    }
    if (digits === 0 || digits > 15) return this.#otherNumber(start, end);
    const size = value / POWERS[decimals]!;
    return negative ? -size : size;
  }

  #otherNumber(start: number, end: number): number {
    const text = decoder.decode(this.bytes.subarray(start, end));
    if (/^-inf(inity)?$/i.test(text)) return -Infinity;
    return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
  }
}

const POWERS = Array.from({ length: 16 }, (_, i) => 10 ** i);

function isSpace(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 13;
}
