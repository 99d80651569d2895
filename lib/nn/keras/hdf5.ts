import type { Dataset, File, Group } from "h5wasm";
import { ready } from "h5wasm";
import * as h5wasm from "h5wasm";

/** An array as an HDF5 file holds it. */
export type StoredArray = { shape: number[]; values: Float32Array };

/** HDF5's library, told to throw what it finds wrong, not to print it. */
const opened = ready.then((library) => {
  library.activate_throwing_error_handler();
  return library;
});

/** Names differ, as HDF5's library keeps its own small file system in memory. */
let serial = 0;

/**
 * Opens the bytes of an HDF5 file for as long as `use` runs.
 *
 * @param bytes The file.
 * @param use Gets the file; what it returns must be copies.
 * @returns What `use` returns.
 * @throws {SyntaxError} If the bytes are no HDF5 file.
 */
export async function withHdf5<T>(bytes: Uint8Array, use: (file: File) => T): Promise<T> {
  const { FS } = await opened;
  const name = `/read-${serial++}.h5`;
  FS.writeFile(name, bytes);
  try {
    const file = openOrThrow(name);
    try {
      return use(file);
    } finally {
      file.close();
    }
  } finally {
    FS.unlink(name);
  }
}

function openOrThrow(name: string): File {
  try {
    const file = new h5wasm.File(name, "r");
    if (file.file_id >= 0n) return file;
  } catch { // the library's own words are a page of its source lines
  }
  throw new SyntaxError("it is not an HDF5 file, or only a part of one");
}

/**
 * Writes an HDF5 file.
 *
 * @param fill Gets the empty file.
 * @returns Its bytes.
 */
export async function makeHdf5(fill: (file: File) => void): Promise<Uint8Array> {
  const { FS } = await opened;
  const name = `/write-${serial++}.h5`;
  try {
    const file = new h5wasm.File(name, "w");
    try {
      fill(file);
    } finally {
      file.close();
    }
    return FS.readFile(name);
  } finally {
    if (FS.analyzePath(name).exists) FS.unlink(name);
  }
}

/** A text attribute of a group, or undefined. */
export function textAttribute(group: Group, name: string): string | undefined {
  if (!(name in group.attrs)) return undefined;
  const value = group.attrs[name]!.value;
  return typeof value === "string" ? value : undefined;
}

/** An attribute that lists names; Keras cuts long ones into name0, name1, … */
export function namesAttribute(group: Group, name: string): string[] {
  const parts = name in group.attrs
    ? [name]
    : Object.keys(group.attrs).filter((key) => key.startsWith(name) && /\d+$/.test(key))
      .toSorted((a, b) => Number(a.slice(name.length)) - Number(b.slice(name.length)));
  return parts.flatMap((part) => {
    const value = group.attrs[part]!.value;
    return Array.isArray(value) ? value.map(String) : [];
  });
}

/** An array of float32; other floating types are converted. */
export function arrayOf(dataset: Dataset): StoredArray {
  const value = dataset.value;
  const shape = dataset.shape ?? [];
  if (typeof value === "number") return { shape, values: Float32Array.of(value) };
  if (value instanceof Float32Array || value instanceof Float64Array) {
    return { shape, values: Float32Array.from(value) };
  }
  throw new SyntaxError(`the array ${dataset.path} is not one of floating numbers`);
}
