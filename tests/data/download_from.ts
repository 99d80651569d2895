import { join } from "node:path";
import { assertEquals } from "@std/assert";
import { type DataProgress, downloadDataSet } from "descent/data";
import { type Answer, type Ask, type FakeMirror, startMirror } from "./fake_mirror.ts";
import { CONTENT, toyLocker, toySet } from "./toy_locker.ts";

/** Downloads the toy set from mirrors that behave like this, and says what came of it. */
export async function downloadFrom(
  behaviours: ((ask: Ask) => Answer)[],
  prepare: (folder: string) => Promise<void> = async () => {},
) {
  await using mirrors = startMirrors(behaviours);
  const locker = await toyLocker([]);
  const folder = join(locker.home, "toy");
  await prepare(folder);
  const events: DataProgress[] = [];
  const onProgress = (event: DataProgress) => void events.push(event);
  const set = await toySet(mirrors.urls);
  const error = await downloadDataSet(set, folder, { locker, onProgress })
    .then(() => undefined, (error) => error);
  return { error, folder, events, asked: mirrors.all.map(({ asked }) => asked) };
}

export function startMirrors(behaviours: ((ask: Ask) => Answer)[]) {
  const all: FakeMirror[] = behaviours.map(startMirror);
  return {
    all,
    urls: all.map(({ url }) => url),
    async [Symbol.asyncDispose]() {
      for (const mirror of all) await mirror[Symbol.asyncDispose]();
    },
  };
}

/** The names in a folder. */
export const list = (folder: string) =>
  Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();

/** The folder holds the file alone, whole and right. */
export function assertLanded(folder: string) {
  assertEquals(list(folder), ["file.bin"]);
  assertEquals(Deno.readFileSync(join(folder, "file.bin")), CONTENT);
}

/** Puts bytes where a download that was stopped leaves them. */
export const leavePart = (bytes: Uint8Array) => async (folder: string) => {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(join(folder, "file.bin.part"), bytes);
};
