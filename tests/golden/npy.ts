import { gunzipSync } from "node:zlib";

/** An array of numbers as numpy saves it, in C order. */
export type NpyArray = {
  shape: number[];
  data: Float32Array | Float64Array | Int8Array | Uint8Array;
};

/** "\x93NUMPY", then the version: 1 and 0. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

const READERS: Record<string, (bytes: ArrayBuffer) => NpyArray["data"]> = {
  "<f4": (bytes) => new Float32Array(bytes),
  "<f8": (bytes) => new Float64Array(bytes),
  "|i1": (bytes) => new Int8Array(bytes),
  "|u1": (bytes) => new Uint8Array(bytes),
};

/**
 * Reads a file of numpy's format 1.0, also in gzip.
 *
 * @param bytes The file.
 * @returns The array.
 * @throws {SyntaxError} If it is another format, or numbers of a type that is not among those above.
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const file = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  const start = [...file.subarray(0, MAGIC.length)];
  if (MAGIC.some((byte, i) => byte !== start[i])) {
    throw new SyntaxError(`Cannot read npy: a file of format 1.0 is needed, got bytes ${start}`);
  }
  const headerLength = file[8]! + 256 * file[9]!;
  const header = new TextDecoder().decode(file.subarray(10, 10 + headerLength));
  const [, descr] = header.match(/'descr': '([^']+)'/) ?? [];
  const [, shape] = header.match(/'shape': \(([^)]*)\)/) ?? [];
  const read = READERS[descr ?? ""];
  if (!read || shape === undefined || !header.includes("'fortran_order': False")) {
    throw new SyntaxError(`Cannot read npy: C order and a known type are needed, got ${header}`);
  }
  const lengths = shape.split(",").map((text) => text.trim()).filter((text) => text !== "");
  return {
    shape: lengths.map(Number),
    data: read(new Uint8Array(file.subarray(10 + headerLength)).buffer),
  };
}
