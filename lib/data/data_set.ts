/** One file of a data set, as it lies on the disk and on its mirrors. */
export type DataFile = {
  /** The file's original name. */
  name: string;
  /** What it holds, in a few words. */
  what: string;
  /** Its exact size. */
  bytes: number;
  /** Its SHA-256 in hexadecimal, 64 lower-case digits. */
  sha256: string;
  /** Public addresses of the very same bytes, asked in this order. Empty if there are none. */
  mirrors: readonly string[];
};

/** A data set: a folder of files under one name. */
export type DataSet = {
  /** The folder's name and the word for `deno task data`. */
  name: string;
  /** What it is, for people. */
  title: string;
  /** What its source states; where that is nothing, this says so. */
  licence: string;
  /** Who made it and where it was first published. */
  origin: string;
  files: readonly DataFile[];
};

/** The addresses of a file on mirrors that keep a set's files under their own names. */
export function onMirrors(folders: readonly string[], name: string): string[] {
  return folders.map((folder) => folder + name);
}
