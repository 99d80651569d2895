import type { IdxArray } from "./idx_format.ts";

/** Pictures of digits with their labels. */
export type Digits = {
  /** Pixels from 0 (paper) to 255 (ink), shape `(n, height, width)`. */
  images: Uint8Array<ArrayBuffer>;
  /** The digit on each picture, 0 to 9, shape `(n)`. */
  labels: Uint8Array<ArrayBuffer>;
  /** How many. */
  n: number;
  /** Pixels from top to bottom. */
  height: number;
  /** Pixels from left to right. */
  width: number;
};

/** An array and where it was read, for errors. */
export type Read = { path: string; array: IdxArray };

/**
 * Puts pictures and labels of two IDX files together.
 *
 * @param images The file of pictures: bytes of rank 3.
 * @param labels The file of labels: bytes of rank 1.
 * @param mend What mends a bad file, for errors.
 * @throws {SyntaxError} If one is not such an array, there are no pictures, the counts differ, or a
 * label is not a digit.
 */
export function pairDigits(images: Read, labels: Read, mend: string): Digits {
  const refuse = ({ path }: Read, needed: string, got: string | number) =>
    new SyntaxError(`Cannot use ${path}: ${needed}, got ${got}; ${mend}`);
  const pixels = bytesOf(images, 3, "images", refuse);
  const digits = bytesOf(labels, 1, "labels", refuse);
  const [n, height, width] = images.array.shape as [number, number, number];
  if (digits.length !== n) {
    throw refuse(labels, `it must hold a label for each of the ${n} images`, digits.length);
  }
  if (pixels.length === 0) throw refuse(images, "it must hold at least one pixel", "none");
  const wrong = digits.findIndex((label) => label > 9);
  if (wrong >= 0) {
    throw refuse(labels, "every label must be a digit from 0 to 9", `${digits[wrong]} at ${wrong}`);
  }
  return { images: pixels, labels: digits, n, height, width };
}

function bytesOf(
  read: Read,
  rank: number,
  what: string,
  refuse: (read: Read, needed: string, got: string) => SyntaxError,
): Uint8Array<ArrayBuffer> {
  const { dtype, shape, data } = read.array;
  if (dtype === "uint8" && shape.length === rank) return data as Uint8Array<ArrayBuffer>;
  const needed = `${what} must be uint8 values of rank ${rank}`;
  throw refuse(read, needed, `${dtype} values of shape (${shape.join(", ")})`);
}

/**
 * The digits at the given positions, in that order, copied.
 *
 * @param digits Pictures and labels.
 * @param positions Which of them, from 0.
 * @returns Pictures and labels of these.
 *
 * @example
 * ```ts
 * import { takeDigits } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const two = { images: Uint8Array.of(0, 255), labels: Uint8Array.of(3, 7), n: 2, height: 1, width: 1 };
 * assertEquals(takeDigits(two, Uint32Array.of(1)).labels, Uint8Array.of(7));
 * ```
 */
export function takeDigits(digits: Digits, positions: Uint32Array): Digits {
  const size = digits.height * digits.width;
  const images = new Uint8Array(positions.length * size);
  positions.forEach((from, to) => {
    images.set(digits.images.subarray(from * size, (from + 1) * size), to * size);
  });
  const labels = Uint8Array.from(positions, (from) => digits.labels[from]!);
  return { ...digits, images, labels, n: positions.length };
}
