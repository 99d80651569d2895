/** Bytes that are read from front to back, as if from a file. */
export type ByteSource = {
  /** The next `count` bytes in an array of their own; fewer only where the content ends. */
  read(count: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Whether nothing is left. */
  atEnd(): Promise<boolean>;
  /** Lets go of what lies behind, also in the middle. */
  close(): Promise<void>;
};

/** Whether the bytes start like gzip data. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Reads bytes as they are. */
export function plainSource(bytes: Uint8Array): ByteSource {
  return fromChunks([bytes].values(), bytes.length);
}

/**
 * Reads the content of gzip data (one member) and unpacks no further than it is read.
 *
 * @param packed The gzip data.
 * @param damaged Makes the error to throw where the data are damaged or end too early.
 */
export function gzipSource(packed: Uint8Array, damaged: (why: string) => Error): ByteSource {
  return fromChunks(unpack(packed, damaged), packed.length * MOST_BYTES_FROM_ONE);
}

/** Deflate packs 258 bytes into two bits at best. */
const MOST_BYTES_FROM_ONE = 1032;

/** `limit` bounds the content, so that a wish for more than can come is not allocated. */
function fromChunks(
  chunks: Iterator<Uint8Array> | AsyncIterator<Uint8Array>,
  limit: number,
): ByteSource {
  let chunk: Uint8Array = new Uint8Array(0);
  /** Makes `chunk` hold the next unread bytes; false at the end. */
  async function fill(): Promise<boolean> {
    while (chunk.length === 0) {
      const { done, value } = await chunks.next();
      if (done) return false;
      chunk = value;
    }
    return true;
  }
  return {
    async read(count) {
      const out = new Uint8Array(Math.min(count, limit));
      let filled = 0;
      while (filled < out.length && await fill()) {
        const part = chunk.subarray(0, out.length - filled);
        out.set(part, filled);
        filled += part.length;
        chunk = chunk.subarray(part.length);
      }
      return out.subarray(0, filled);
    },
    atEnd: async () => !(await fill()),
    close: async () => void await chunks.return?.(),
  };
}

/** The decompressor answers each piece with all that it unpacks to: 16 KiB give at most 17 MB. */
const PIECE_BYTES = 1 << 14;

async function* unpack(
  packed: Uint8Array,
  damaged: (why: string) => Error,
): AsyncGenerator<Uint8Array, void> {
  const reader = pieces(packed).pipeThrough(new DecompressionStream("gzip")).getReader();
  const next = () =>
    reader.read().catch((error) => {
      throw damaged(error instanceof Error ? error.message : String(error));
    });
  try {
    for (let { done, value } = await next(); !done; { done, value } = await next()) yield value!;
  } finally {
    await reader.cancel().catch(() => {}); // after damage there is nothing left to cancel
  }
}

function pieces(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + PIECE_BYTES));
      at += PIECE_BYTES;
    },
  });
}
