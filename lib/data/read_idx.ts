import { type ByteSource, gzipSource, isGzip, plainSource } from "./byte_source.ts";
import {
  countValues,
  IDX_TYPES,
  type IdxArray,
  type IdxDtype,
  idxHeaderBytes,
  swapToBigEndianInPlace,
} from "./idx_format.ts";
import { sniff } from "./sniff.ts";

/** What {@linkcode readIdx} may be told. */
export type ReadIdxOptions = {
  /** The file's name, for errors. @default "IDX data" */
  name?: string;
  /** What mends a bad file, for errors. @default "get the file again" */
  mend?: string;
  /** An array of more bytes than this is refused. @default 2 ** 30 */
  maxBytes?: number;
};

/**
 * Reads an array from the bytes of an IDX file, the format of the MNIST files, plain or in gzip
 * (told by its first two bytes, not by the file's name).
 *
 * `00 00 type rank`, then the length of each axis in four bytes, then the values in row-major order,
 * everything big-endian.
 *
 * Any type, rank and length is taken: rank 0 is one value, an axis of length 0 leaves no values. The
 * memory used is bounded by the bytes at hand, whatever the header claims.
 *
 * @param bytes The whole file. It is neither changed nor kept.
 * @param options `name` and `mend` go into errors.
 * @returns Type, shape and values.
 * @throws {SyntaxError} If the bytes are not one whole IDX file and nothing more.
 *
 * @example Two rows of three bytes
 * ```ts
 * import { readIdx } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const file = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6);
 * const { dtype, shape, data } = await readIdx(file, { name: "rows.idx" });
 * assertEquals(dtype, "uint8");
 * assertEquals(shape, [2, 3]);
 * assertEquals(data, Uint8Array.of(1, 2, 3, 4, 5, 6));
 * ```
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database", file format of the IDX files.
 */
export async function readIdx(
  bytes: Uint8Array,
  { name = "IDX data", mend = "get the file again", maxBytes = 2 ** 30 }: ReadIdxOptions = {},
): Promise<IdxArray> {
  const refuse: Refuse = (needed, got) =>
    new SyntaxError(`Cannot read ${name}: ${needed}, got ${got}; ${mend}`);
  const packed = isGzip(bytes);
  const source = packed
    ? gzipSource(bytes, (why) => refuse("its gzip data must be whole", `"${why}"`))
    : plainSource(bytes);
  try {
    const header = await readHeader(source, packed ? " inside the gzip" : "", refuse);
    return decode(header, await readPayload(source, header, maxBytes, refuse));
  } finally {
    await source.close();
  }
}

/** Makes the error that says what the file needs and what came. */
type Refuse = (needed: string, got: string | number) => SyntaxError;

type Header = { dtype: IdxDtype; shape: number[] };

/** `where` says in errors whether the bytes lie inside a gzip. */
async function readHeader(source: ByteSource, where: string, refuse: Refuse): Promise<Header> {
  const start = await source.read(4);
  if (start[0] !== 0 || start[1] !== 0) {
    const head = Uint8Array.of(...start, ...await source.read(508));
    throw refuse("an IDX file must start with two zero bytes", sniff(head) + where);
  }
  const [, , code, rank] = start;
  if (code === undefined || rank === undefined) {
    throw refuse("an IDX file must hold at least 4 bytes", `${start.length}${where}`);
  }
  const dtype = DTYPES.find((name) => IDX_TYPES[name].code === code);
  if (dtype === undefined) throw refuse(`its third byte must be ${CODES}`, code);

  const lengths = await source.read(4 * rank);
  const headerBytes = idxHeaderBytes(rank);
  if (lengths.length < 4 * rank) {
    throw refuse(`a header of rank ${rank} needs ${headerBytes} bytes`, 4 + lengths.length);
  }
  const view = new DataView(lengths.buffer, lengths.byteOffset);
  return { dtype, shape: Array.from({ length: rank }, (_, axis) => view.getUint32(4 * axis)) };
}

const DTYPES = Object.keys(IDX_TYPES) as IdxDtype[];
const CODES = "8, 9, 11, 12, 13 or 14 (uint8, int8, int16, int32, float32, float64)";

/** All bytes behind the header, which must be exactly those that its shape asks for. */
async function readPayload(
  source: ByteSource,
  { dtype, shape }: Header,
  maxBytes: number,
  refuse: Refuse,
): Promise<Uint8Array<ArrayBuffer>> {
  const what = `${dtype} values of shape (${shape.join(", ")})`;
  const size = countValues(shape) * IDX_TYPES[dtype].values.BYTES_PER_ELEMENT;
  if (size > maxBytes) throw refuse(`its array must fit into ${maxBytes} bytes`, what);

  const payload = await source.read(size);
  const headerBytes = idxHeaderBytes(shape.length);
  const needed = `${what} need a file of ${headerBytes + size} bytes`;
  if (payload.length < size) throw refuse(needed, headerBytes + payload.length);
  if (!(await source.atEnd())) throw refuse(needed, "more");
  return payload;
}

function decode({ dtype, shape }: Header, payload: Uint8Array<ArrayBuffer>): IdxArray {
  const { values: Values } = IDX_TYPES[dtype];
  swapToBigEndianInPlace(payload, Values.BYTES_PER_ELEMENT);
  const count = payload.length / Values.BYTES_PER_ELEMENT;
  const data = new Values(payload.buffer, payload.byteOffset, count);
  return { dtype, shape, data } as IdxArray; // type and class are of one row of IDX_TYPES
}
