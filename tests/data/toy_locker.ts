import { join } from "node:path";
import { createPrng } from "descent/core";
import { type DataFile, type DataSet, type Locker } from "descent/data";

/** The content of the toy file: 100,000 bytes without a pattern. */
export const CONTENT = randomBytes(100_000, 1);

/** As many other bytes. */
export const OTHER = randomBytes(100_000, 2);

function randomBytes(count: number, seed: number): Uint8Array<ArrayBuffer> {
  const prng = createPrng(seed);
  return Uint8Array.from({ length: count }, () => prng.nextInteger(256));
}

/** A file of the registry with this content. */
export async function fileOf(
  name: string,
  content: Uint8Array<ArrayBuffer>,
  mirrors: string[],
): Promise<DataFile> {
  const sha256 = new Uint8Array(await crypto.subtle.digest("SHA-256", content)).toHex();
  return { name, what: "toy bytes", bytes: content.length, sha256, mirrors };
}

/** A data set "toy" of one file. */
export async function toySet(mirrors: string[], content = CONTENT): Promise<DataSet> {
  const file = await fileOf("file.bin", content, mirrors);
  return { name: "toy", title: "Toy", licence: "none", origin: "here", files: [file] };
}

/** A locker in a folder of its own that knows these sets and does not wait for long. */
export async function toyLocker(sets: DataSet[], change: Partial<Locker> = {}): Promise<Locker> {
  const home = join(await tempFolder(), "data");
  const timing = { contactMs: 2000, stallMs: 300, pausesMs: [0, 5, 5] };
  return { sets, home, shared: undefined, ...timing, ...change };
}

/** An empty folder that is removed when the tests of the file are over. */
export async function tempFolder(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "descent-" });
  addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  return folder;
}
