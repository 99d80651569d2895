import { cannot } from "../core/mod.ts";

/**
 * The largest output that is sent, in characters of its JSON text. Deno's kernel writes outputs and
 * status to one socket without a lock: at 10 MB the two have been seen to mix, after which no
 * output ever arrives again; up to 5 MB always arrived.
 */
export const LARGEST_OUTPUT = 5_000_000;

/**
 * Stops an output that is so large that it may silence the kernel for good.
 *
 * @param content What is to be sent.
 * @returns Its size in characters of JSON text, or a little more.
 * @throws {RangeError} If it is larger than `LARGEST_OUTPUT`.
 */
export function checkOutputSize(content: unknown): number {
  const bound = sizeBound(content);
  if (bound <= LARGEST_OUTPUT) return bound;
  const size = JSON.stringify(content)?.length ?? 0;
  if (size <= LARGEST_OUTPUT) return size;
  const needed =
    `it must be under ${inMegabytes(LARGEST_OUTPUT)}, or the kernel may fall silent; ` +
    "show fewer points or rows, or save it to a file and show the file's name";
  throw new RangeError(`${cannot("show an output", needed)}, got ${inMegabytes(size)}`);
}

/** At most this many characters of JSON, counted without building the text. */
function sizeBound(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return 25; // the longest number has 24 signs
  if (ArrayBuffer.isView(value)) return value.byteLength * 25;
  const parts = Array.isArray(value) ? value : Object.entries(value).flat();
  let size = 2;
  for (const part of parts) size += sizeBound(part) + 1;
  return size;
}

/** `4900000` as `4.9 MB`. */
export function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
