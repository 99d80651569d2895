import { cannot } from "descent/core";

// ZMTP 3.0: a message is one frame or more, a frame is flags, size, body.
// https://rfc.zeromq.org/spec/23
const MORE = 1; // another frame of the same message follows
const LONG = 2; // the size has eight bytes instead of one
const COMMAND = 4; // talk between the sockets themselves

/** Far above any output that a front end can show; beyond it the stream is broken. */
const LARGEST_FRAME = 2 ** 30;

/** Hands out the next `length` bytes of a stream. */
export type ReadBytes = (length: number) => Promise<Uint8Array>;

/**
 * The bytes of one message on the wire.
 *
 * @param frames The parts of the message, at least one.
 * @param isCommand Whether it is talk between the sockets. @default false
 * @returns The parts, each behind its flags and size (big-endian).
 */
export function encodeMessage(frames: Uint8Array[], isCommand = false): Uint8Array {
  const parts = frames.flatMap((body, i) => {
    const more = i + 1 < frames.length ? MORE : 0;
    return [encodeHead(body.length, more | (isCommand ? COMMAND : 0)), body];
  });
  return concat(parts);
}

/**
 * Reads one message; commands on the way are left out.
 *
 * @param read Hands out the next bytes.
 * @returns Its parts.
 * @throws {SyntaxError} If the bytes are no frame.
 */
export async function readMessage(read: ReadBytes): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = [];
  while (true) {
    const { body, isCommand, more } = await readFrame(read);
    if (isCommand) continue;
    frames.push(body);
    if (!more) return frames;
  }
}

/**
 * Reads one frame.
 *
 * @param read Hands out the next bytes.
 * @returns Its body and what its flags say.
 * @throws {SyntaxError} If the bytes are no frame.
 */
export async function readFrame(
  read: ReadBytes,
): Promise<{ body: Uint8Array; isCommand: boolean; more: boolean }> {
  const flags = (await read(1))[0]!;
  if (flags > (MORE | LONG | COMMAND)) {
    throw new SyntaxError(cannot("read a ZMTP frame", "flags must be at most 7", flags));
  }
  const size = await readSize(read, (flags & LONG) !== 0);
  return {
    body: await read(size),
    isCommand: (flags & COMMAND) !== 0,
    more: (flags & MORE) !== 0,
  };
}

/** Puts arrays of bytes one behind the other. */
export function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function encodeHead(size: number, flags: number): Uint8Array {
  if (size < 256) return Uint8Array.of(flags, size);
  const head = new Uint8Array(9);
  head[0] = flags | LONG;
  new DataView(head.buffer).setBigUint64(1, BigInt(size));
  return head;
}

async function readSize(read: ReadBytes, isLong: boolean): Promise<number> {
  if (!isLong) return (await read(1))[0]!;
  const bytes = await read(8);
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (size <= LARGEST_FRAME) return size;
  throw new SyntaxError(cannot("read a ZMTP frame", `size must be at most ${LARGEST_FRAME}`, size));
}
