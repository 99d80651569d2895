import { cannot } from "descent/core";

/** Where bytes come from: a TCP connection, or an array in a test. */
export type ByteSource = { read(into: Uint8Array): Promise<number | null> };

const FIRST_CAPACITY = 65_536; // one TCP read of usual size

/** Reads a stream of bytes in pieces of the length that the caller wants. */
export class ByteReader {
  #source: ByteSource;
  #buffer = new Uint8Array(FIRST_CAPACITY);
  #start = 0;
  #end = 0;

  /** @param source The stream; nobody else may read from it. */
  constructor(source: ByteSource) {
    this.#source = source;
  }

  /**
   * Waits for the next bytes.
   *
   * @param length How many, in bytes.
   * @returns A copy of them.
   * @throws {RangeError} If the stream ends before.
   */
  async read(length: number): Promise<Uint8Array> {
    this.#makeRoom(length);
    while (this.#end - this.#start < length) {
      const count = await this.#source.read(this.#buffer.subarray(this.#end));
      if (count === null) {
        const left = this.#end - this.#start;
        throw new RangeError(cannot("read on", `${length} bytes must follow`, left));
      }
      this.#end += count;
    }
    this.#start += length;
    return this.#buffer.slice(this.#start - length, this.#start);
  }

  /** Moves what is unread to the front, of a larger buffer if need be. */
  #makeRoom(length: number): void {
    if (this.#buffer.length - this.#start >= length) return;
    const unread = this.#buffer.subarray(this.#start, this.#end);
    if (length > this.#buffer.length) {
      this.#buffer = new Uint8Array(Math.max(length, 2 * this.#buffer.length));
    }
    this.#buffer.set(unread);
    [this.#start, this.#end] = [0, unread.length];
  }
}
