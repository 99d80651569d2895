import { cannot } from "../core/mod.ts";
import {
  countValues,
  IDX_MAX_LENGTH,
  IDX_MAX_RANK,
  IDX_TYPES,
  type IdxArray,
  idxHeaderBytes,
  swapToBigEndianInPlace,
} from "./idx_format.ts";

/**
 * Writes an array as the bytes of an IDX file, not packed.
 *
 * @param array Type, shape and values. It is not changed.
 * @returns A header of `4 + 4 · rank` bytes and the values, big-endian.
 * @throws {TypeError} If the type is none of IDX's or the values are of another array class.
 * @throws {RangeError} If the shape has more than 255 axes, a length that is not a whole number from
 * 0 to 2³² − 1, or another count of values than there are.
 *
 * @example What is written is read back
 * ```ts
 * import { readIdx, writeIdx } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const array = { dtype: "int16", shape: [2, 1], data: Int16Array.of(-1, 258) } as const;
 * const bytes = writeIdx(array);
 * assertEquals(bytes.subarray(-4), Uint8Array.of(255, 255, 1, 2));
 * assertEquals((await readIdx(bytes)).data, array.data);
 * ```
 */
export function writeIdx({ dtype, shape, data }: IdxArray): Uint8Array<ArrayBuffer> {
  const type = IDX_TYPES[dtype];
  if (type === undefined) {
    throw new TypeError(
      cannot(ACTION, `dtype must be ${Object.keys(IDX_TYPES).join(", ")}`, dtype),
    );
  }
  if (!(data instanceof type.values)) {
    const got = Object.prototype.toString.call(data).slice(8, -1);
    const needed = `${dtype} values must be of class ${type.values.name}`;
    throw new TypeError(`${cannot(ACTION, needed)}, got ${got}`);
  }
  checkShape(shape, data.length);

  const offset = idxHeaderBytes(shape.length);
  const bytes = new Uint8Array(offset + data.byteLength);
  bytes.set([0, 0, type.code, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((length, axis) => view.setUint32(4 + 4 * axis, length));
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
  swapToBigEndianInPlace(bytes.subarray(offset), data.BYTES_PER_ELEMENT);
  return bytes;
}

const ACTION = "write IDX data";

function checkShape(shape: readonly number[], count: number): void {
  if (shape.length > IDX_MAX_RANK) {
    throw new RangeError(cannot(ACTION, "shape must have at most 255 axes", shape.length));
  }
  const bad = shape.find((n) => !Number.isInteger(n) || n < 0 || n > IDX_MAX_LENGTH);
  if (bad !== undefined) {
    throw new RangeError(cannot(ACTION, "every length must be a whole number below 2³²", bad));
  }
  if (countValues(shape) === count) return;
  const needed = `shape (${shape.join(", ")}) needs ${countValues(shape)} values`;
  throw new RangeError(cannot(ACTION, needed, count));
}
