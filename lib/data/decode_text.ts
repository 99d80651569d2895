import { cannot } from "../core/mod.ts";

/** What {@linkcode decodeText} may be told. */
export type DecodeTextOptions = {
  /** What error texts call the text, such as a path. @default "text" */
  name?: string | undefined;
  /** A line must have fewer bytes than this. @default 1,000,000 */
  lineLimit?: number | undefined;
};

/**
 * The text that bytes hold in UTF-8. A byte-order mark at the start is dropped; line ends stay.
 *
 * A line of a megabyte is no sentence: nearly always it comes from a file without line ends, or of
 * another kind. Where it is meant, raise `lineLimit`.
 *
 * @param bytes The whole text.
 * @param options All may be left out.
 * @returns The text, empty for no bytes.
 * @throws {SyntaxError} If a line is not valid UTF-8, holds the character NUL or is too long; the error
 * names the first such line, counted from 1.
 *
 * @example
 * ```ts
 * import { decodeText } from "descent/data";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * assertEquals(decodeText(new TextEncoder().encode("a\nb\n")), "a\nb\n");
 * assertThrows(
 *   () => decodeText(Uint8Array.of(97, 10, 0xff), { name: "my.txt" }),
 *   SyntaxError,
 *   "Cannot read my.txt: line 2 must be valid UTF-8, got the byte ff",
 * );
 * ```
 */
export function decodeText(
  bytes: Uint8Array,
  { name = "text", lineLimit = 1_000_000 }: DecodeTextOptions = {},
): string {
  const action = `read ${name}`;
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found < 0 ? bytes.length : found;
    const wrong = wrongLine(bytes.subarray(start, end), lineLimit);
    if (wrong) throw new SyntaxError(cannot(action, `line ${line} must ${wrong}`));
    start = end + 1;
  }
  return new TextDecoder().decode(bytes);
}

const LINE_FEED = 10;

/** What is needed and what came, if a line is not plain text. */
function wrongLine(line: Uint8Array, lineLimit: number): string | undefined {
  if (line.length >= lineLimit) {
    return `have fewer than ${lineLimit} bytes, got ${line.length}`;
  }
  const nul = line.indexOf(0);
  if (nul >= 0) return `be text without the character NUL, got one at byte ${nul + 1} of the line`;
  if (isUtf8(line)) return undefined;
  return `be valid UTF-8, got the byte ${line[firstBad(line)]!.toString(16).padStart(2, "0")}`;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const strict = new TextDecoder("utf-8", { fatal: true });

/** Where the first sequence of bytes begins that is not UTF-8. */
function firstBad(line: Uint8Array): number {
  let [good, bad] = [0, line.length + 1]; // so many bytes can begin valid text, so many cannot
  while (good < bad - 1) {
    const middle = (good + bad) >> 1;
    if (canBegin(line.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  while (!isUtf8(line.subarray(0, good))) good--; // back over a sequence that was begun
  return good;
}

function canBegin(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
