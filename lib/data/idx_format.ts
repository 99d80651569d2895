/** The array type that holds the values of each IDX type. */
export type IdxValues = {
  uint8: Uint8Array<ArrayBuffer>;
  int8: Int8Array<ArrayBuffer>;
  int16: Int16Array<ArrayBuffer>;
  int32: Int32Array<ArrayBuffer>;
  float32: Float32Array<ArrayBuffer>;
  float64: Float64Array<ArrayBuffer>;
};

/** The name of an IDX type. */
export type IdxDtype = keyof IdxValues;

/**
 * What an IDX file holds: values in row-major order, `shape` by axis. A shape of rank 0 is one
 * value; an axis of length 0 leaves no values.
 */
export type IdxArray = {
  [D in IdxDtype]: { dtype: D; shape: readonly number[]; data: IdxValues[D] };
}[IdxDtype];

/**
 * The third byte of the file and the array class, by type. 10 is in nobody's table: it was left free.
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database", file format of the IDX files.
 */
export const IDX_TYPES = {
  uint8: { code: 8, values: Uint8Array },
  int8: { code: 9, values: Int8Array },
  int16: { code: 11, values: Int16Array },
  int32: { code: 12, values: Int32Array },
  float32: { code: 13, values: Float32Array },
  float64: { code: 14, values: Float64Array },
} as const;

/** The most axes a file can have: the fourth byte counts them. */
export const IDX_MAX_RANK = 255;

/** The length of one axis is stored in 32 bits. */
export const IDX_MAX_LENGTH = 2 ** 32 - 1;

/** Bytes of a header: two zeros, type, rank, and four bytes an axis. */
export function idxHeaderBytes(rank: number): number {
  return 4 + 4 * rank;
}

/** Values in an array of this shape; `Infinity` where a number cannot hold the count. */
export function countValues(shape: readonly number[]): number {
  if (shape.includes(0)) return 0; // Infinity · 0 would be NaN
  return shape.reduce((product, length) => product * length, 1);
}

/** Turns the byte order of every value of `size` bytes around, unless the machine has IDX's order. */
export function swapToBigEndianInPlace(bytes: Uint8Array, size: number): void {
  if (size === 1 || !LITTLE_ENDIAN) return;
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
