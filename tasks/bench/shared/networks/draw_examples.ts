import { createPrng, permutation } from "descent/core";
import { loadMnist } from "descent/data";
import type { Problem } from "./problem.ts";

/** Examples one after the other, and their classes. */
export type Drawn = { x: Float32Array<ArrayBuffer>; y: Uint8Array<ArrayBuffer> };

/**
 * Draws examples for a problem, the same each time.
 *
 * @param problem What they are for.
 * @param n How many.
 * @returns The examples.
 */
export async function drawExamples({ input, data, layers }: Problem, n: number): Promise<Drawn> {
  switch (data) {
    case "digits":
      return await digits(n);
    case "symbols":
      return symbols(n, input as [number, number]);
    case "texts": {
      const first = layers[0]!;
      return texts(n, input[0]!, first.kind === "embedding" ? first.words : 2);
    }
    case "noise":
      return noise(n, input.reduce((product, length) => product * length, 1));
  }
}

/** Digits in a shuffled order, ink from 0 to 1; the same ones again where more are wanted. */
async function digits(n: number): Promise<Drawn> {
  const { images, labels } = (await loadMnist({ sample: true })).train;
  const order = permutation(labels.length, createPrng(n));
  const x = new Float32Array(n * 784);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const row = order[i % order.length]!;
    for (let j = 0; j < 784; j++) x[784 * i + j] = images[784 * row + j]! / 255;
    y[i] = labels[row]!;
  }
  return { x, y };
}

/** Random symbols, one hot; asked for is the one three steps before the end. */
function symbols(n: number, [length, kinds]: [number, number]): Drawn {
  const prng = createPrng(n);
  const x = new Float32Array(n * length * kinds);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < length; t++) {
      const symbol = prng.nextInteger(kinds);
      x[(i * length + t) * kinds + symbol] = 1;
      if (t === length - 4) y[i] = symbol;
    }
  }
  return { x, y };
}

/** Numbers of words, rare ones rarely, after zeros that fill a short text up. */
function texts(n: number, length: number, words: number): Drawn {
  const prng = createPrng(n);
  const x = new Float32Array(n * length);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const from = length - 5 - prng.nextInteger(40);
    for (let t = from; t < length; t++) x[i * length + t] = Math.floor(words ** prng.next());
    y[i] = prng.nextInteger(2);
  }
  return { x, y };
}

/** Pixels of every brightness, and one of ten classes by chance: what costs the same as pictures. */
function noise(n: number, size: number): Drawn {
  const prng = createPrng(n);
  const x = Float32Array.from({ length: n * size }, () => prng.next());
  return { x, y: Uint8Array.from({ length: n }, () => prng.nextInteger(10)) };
}
