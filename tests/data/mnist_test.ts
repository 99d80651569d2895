import { join } from "node:path";
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  DataError,
  type DataSet,
  defaultLocker,
  findDataSet,
  type IdxArray,
  loadMnist,
  type Locker,
  writeIdx,
} from "descent/data";
import "mnist/package.json" with { type: "json" }; // so that Deno has the package of the sample
import { honest, startMirror } from "./fake_mirror.ts";
import { gzip } from "./gzip.ts";
import { fileOf, tempFolder, toyLocker } from "./toy_locker.ts";

// A tiny MNIST: 3 digits to train and 2 to test, 2 × 2 pixels, under the real names.
const TRAIN_IMAGES = Uint8Array.of(0, 1, 2, 3, 10, 11, 12, 13, 252, 253, 254, 255);
const arrays: Record<string, IdxArray> = {
  "train-images-idx3-ubyte.gz": { dtype: "uint8", shape: [3, 2, 2], data: TRAIN_IMAGES },
  "train-labels-idx1-ubyte.gz": { dtype: "uint8", shape: [3], data: Uint8Array.of(7, 0, 9) },
  "t10k-images-idx3-ubyte.gz": { dtype: "uint8", shape: [2, 2, 2], data: TRAIN_IMAGES.slice(4) },
  "t10k-labels-idx1-ubyte.gz": { dtype: "uint8", shape: [2], data: Uint8Array.of(0, 9) },
};
const names = Object.keys(arrays);
const contents: Record<string, Uint8Array<ArrayBuffer>> = {};
for (const name of names) contents[name] = await gzip(writeIdx(arrays[name]!));

async function tinySet(mirrorOf: (name: string) => string[] = () => []): Promise<DataSet> {
  const files = names.map((name) => fileOf(name, contents[name]!, mirrorOf(name)));
  return { ...findDataSet("mnist"), files: await Promise.all(files) };
}

/** A locker with the tiny MNIST in a folder of its own, named as DESCENT_DATA would. */
async function tinyLocker(): Promise<Locker & { shared: string }> {
  const shared = await tempFolder();
  await place(join(shared, "mnist"));
  return { ...await toyLocker([await tinySet()]), shared };
}

async function place(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const name of names) await Deno.writeFile(join(folder, name), contents[name]!);
}

Deno.test("loadMnist() reads the four files from the folder of DESCENT_DATA", async () => {
  const locker = await tinyLocker();
  const { train, test, source } = await loadMnist({ locker });
  assertEquals(train, {
    images: TRAIN_IMAGES,
    labels: Uint8Array.of(7, 0, 9),
    n: 3,
    height: 2,
    width: 2,
  });
  assertEquals([test.n, test.images.length, test.labels], [2, 8, Uint8Array.of(0, 9)]);
  assertEquals(source.documented, true);
  assertEquals(source.note, "The full MNIST: 3 digits to train, 2 to test");
  assertEquals(source.files.map(({ name }) => name), names);
});

Deno.test("loadMnist() looks into dir alone, with or without a folder of the set's name", async () => {
  const { locker, inside, plain } = {
    locker: await toyLocker([await tinySet()]),
    inside: await tempFolder(),
    plain: await tempFolder(),
  };
  await place(join(inside, "mnist"));
  await place(plain);
  for (const dir of [inside, plain]) {
    assertEquals((await loadMnist({ dir, locker })).source.documented, true);
  }
});

Deno.test("loadMnist() does not look further where dir lacks a file, and changes nothing", async () => {
  const locker = await tinyLocker();
  const dir = await tempFolder();
  await place(dir);
  await Deno.remove(join(dir, names[2]!));
  const error = await assertRejects(() => loadMnist({ dir, locker }), DataError);
  assertEquals(error.fault, "missing");
  assertEquals(
    error.message,
    `Cannot find mnist: its 4 files must lie in ${join(dir, "mnist")} or ${dir}, ` +
      `got all but ${names[2]}; run "deno task data --dir ${dir} mnist"`,
  );
  assertEquals([...Deno.readDirSync(dir)].length, 3);
});

Deno.test("loadMnist() says that dir has none of the files, also where dir is a file", async () => {
  const locker = await tinyLocker();
  const empty = await tempFolder();
  const file = join(locker.shared, "mnist", names[0]!);
  for (const dir of [empty, join(empty, "nowhere"), file]) {
    await assertRejects(
      () => loadMnist({ dir, locker }),
      DataError,
      `or ${dir}, got none of them;`,
    );
  }
});

Deno.test("loadMnist() names the file that the folder of DESCENT_DATA lacks, and takes no sample", async () => {
  const locker = await tinyLocker();
  const own = join(locker.shared, "mnist");
  await Deno.remove(join(own, names[1]!));
  const error = await assertRejects(() => loadMnist({ locker }), DataError);
  assertEquals(error.fault, "missing");
  assertEquals(
    error.message,
    `Cannot use ${own}: it must hold the 4 files of mnist, got all but ${names[1]}; ` +
      `run "deno task data --dir ${locker.shared} mnist"`,
  );
  await place(join(locker.home, "mnist"));
  assertEquals((await loadMnist({ locker })).source.documented, true); // data/ has them all
});

Deno.test("loadMnist() takes data/ where DESCENT_DATA has no mnist", async () => {
  const locker = { ...await toyLocker([await tinySet()]), shared: await tempFolder() };
  await place(join(locker.home, "mnist"));
  assertEquals((await loadMnist({ locker, offline: true })).source.documented, true);
});

Deno.test("loadMnist() says so where DESCENT_DATA names no folder", async () => {
  const locker = { ...await tinyLocker(), shared: "/no/such/folder" };
  const error = await assertRejects(() => loadMnist({ locker }), DataError);
  assertEquals(
    error.message,
    "Cannot look for mnist: DESCENT_DATA must name a folder of data sets, or be unset, " +
      'got "/no/such/folder"',
  );
});

Deno.test("loadMnist() downloads into data/ where it has to, and once", async () => {
  const mirrors = names.map((name) => [name, startMirror(honest(contents[name]!))] as const);
  const urls = new Map(mirrors.map(([name, { url }]) => [name, url]));
  const locker = await toyLocker([await tinySet((name) => [urls.get(name)!])]);
  const files: string[] = [];
  const first = await loadMnist({ locker, onProgress: ({ file }) => void files.push(file) });
  assertEquals([first.source.documented, files], [true, names]);
  assertEquals(await loadMnist({ locker }), first);
  for (const [, mirror] of mirrors) {
    assertEquals(mirror.asked, [""]);
    await mirror[Symbol.asyncDispose]();
  }
});

Deno.test("loadMnist() does not reach out when offline, and takes the sample", async () => {
  await using mirror = startMirror(honest(contents[names[0]!]!));
  const locker = await toyLocker([await tinySet(() => [mirror.url])]);
  const { source } = await loadMnist({ locker, offline: true });
  assertEquals([source.documented, mirror.contacts()], [false, 0]);
  assert(source.note.startsWith("This is not the documented run: "), source.note);
  assert(source.note.endsWith('to be read offline; run "deno task data mnist"'), source.note);
});

Deno.test("loadMnist() takes the sample when asked, also where the full set is at hand", async () => {
  const { train, test, source } = await loadMnist({ locker: await tinyLocker(), sample: true });
  assertEquals([train.n, test.n, source.documented], [8000, 2000, false]);
  assert(source.note.endsWith("The sample was asked for"), source.note);
});

Deno.test("loadMnist() takes the sample where no mirror gives the files, and says why", async () => {
  const locker = await toyLocker([await tinySet()]);
  const { train, source } = await loadMnist({ locker });
  assertEquals([train.n, source.documented], [8000, false]);
  assert(source.note.includes("Cannot download mnist/train-images-idx3-ubyte.gz: "), source.note);
});

Deno.test("loadMnist() stops with the signal's reason", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await assertRejects(() => loadMnist({ signal }), Error, "enough");
});

const lfs = new TextEncoder().encode("version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
const idx = (array: IdxArray) => gzip(writeIdx(array));
const bytes = (shape: number[], values: number[]): IdxArray => {
  return { dtype: "uint8", shape, data: Uint8Array.from(values) };
};
const [images, labels] = names as [string, string];
const wrongFiles: [string, string, Uint8Array<ArrayBuffer>, string][] = [
  [
    "a Git LFS pointer",
    images,
    lfs,
    "Cannot read FILE: an IDX file must start with two zero bytes, got a Git LFS pointer; MEND",
  ],
  [
    "a NumPy array in the gzip",
    images,
    await gzip(Uint8Array.of(0x93, ...new TextEncoder().encode("NUMPY"))),
    "Cannot read FILE: an IDX file must start with two zero bytes, " +
    "got a NumPy .npy array inside the gzip; MEND",
  ],
  [
    "an image too few in the file",
    images,
    await gzip(writeIdx(arrays[images]!).slice(0, -4)),
    "Cannot read FILE: uint8 values of shape (3, 2, 2) need a file of 28 bytes, got 24; MEND",
  ],
  [
    "labels under the images' name",
    images,
    contents[labels]!,
    "Cannot use FILE: images must be uint8 values of rank 3, got uint8 values of shape (3); MEND",
  ],
  [
    "images of another type",
    images,
    await idx({ dtype: "float32", shape: [3, 1, 1], data: new Float32Array(3) }),
    "Cannot use FILE: images must be uint8 values of rank 3, " +
    "got float32 values of shape (3, 1, 1); MEND",
  ],
  [
    "images without pixels",
    images,
    await idx(bytes([3, 0, 2], [])),
    "Cannot use FILE: it must hold at least one pixel, got none; MEND",
  ],
  [
    "a label too few",
    labels,
    await idx(bytes([2], [7, 0])),
    "Cannot use FILE: it must hold a label for each of the 3 images, got 2; MEND",
  ],
  [
    "a label that is no digit",
    labels,
    await idx(bytes([3], [7, 10, 9])),
    "Cannot use FILE: every label must be a digit from 0 to 9, got 10 at 1; MEND",
  ],
  [
    "other digits",
    labels,
    await idx(bytes([3], [1, 2, 3])),
    "Cannot use FILE: its SHA-256 must be SHA, got SHA; MEND",
  ],
];
for (const [what, name, content, message] of wrongFiles) {
  Deno.test(`loadMnist() refuses ${what}, and takes nothing else instead`, async () => {
    const locker = await tinyLocker();
    const path = join(locker.shared, "mnist", name);
    await Deno.writeFile(path, content);
    const error = await assertRejects(() => loadMnist({ locker }), Error);
    assert(error instanceof SyntaxError || error instanceof DataError, String(error));
    assertEquals(
      error.message.replaceAll(/[0-9a-f]{64}/g, "SHA"),
      message.replace("FILE", path)
        .replace("MEND", `run "deno task data --dir ${locker.shared} mnist"`),
    );
  });
}

Deno.test({
  name: "loadMnist() says so where a file cannot be read",
  ignore: Deno.build.os === "windows" || Deno.uid() === 0, // root reads everything
  fn: async () => {
    const locker = await tinyLocker();
    const path = join(locker.shared, "mnist", images);
    await Deno.chmod(path, 0o000);
    const error = await assertRejects(() => loadMnist({ locker }), DataError);
    assertEquals(
      error.message,
      `Cannot read ${path}: the file must be readable, got "Permission denied"; ` +
        `run "deno task data --dir ${locker.shared} mnist"`,
    );
  },
});

Deno.test("loadMnist() does not take the sample where only the disk is in the way", async () => {
  await using mirror = startMirror(honest(contents[images]!));
  const locker = await toyLocker([await tinySet(() => [mirror.url])]);
  await Deno.writeTextFile(locker.home, "a file where a folder should be");
  const error = await assertRejects(() => loadMnist({ locker }), DataError);
  assertEquals(error.fault, "unwritable");
});

Deno.test("defaultLocker() puts downloads into data/ of the project", () => {
  const { home } = defaultLocker();
  assert(exists(join(home, "README.md")) && exists(join(home, "..", "deno.json")), home);
});

function exists(path: string): boolean {
  try {
    return Deno.statSync(path) !== undefined;
  } catch {
    return false;
  }
}
