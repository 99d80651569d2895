import { cannot, checkBetween, checkInteger, createPrng, type Prng } from "../core/mod.ts";
import { distributionAt } from "./distribution.ts";
import { END, type NgramModel, START, UNKNOWN } from "./model.ts";
import { byProbability } from "./next_words.ts";
import { wordOf } from "./vocabulary.ts";
import { numberOf, passInPlace, placeAfter } from "./walk.ts";

/** How text is made up. */
export type GenerateOptions = {
  /** Same seed, same text. From 0 to 2³² − 1. */
  seed: number;
  /** Words to go on from; a sentence begins with them. @default none */
  context?: readonly string[];
  /** When to stop a sentence that does not end. @default 100 */
  maxWords?: number;
  /** Probabilities are raised to 1 / temperature: below 1 safer, 0 always the likeliest. @default 1 */
  temperature?: number;
  /** Only this many of the likeliest words are drawn from. */
  topK?: number;
  /** Only the likeliest words that together reach this probability are drawn from. */
  topP?: number;
  /** Whether the unknown word may be drawn. @default false */
  unknown?: boolean;
};

const ACTION = "generate text";

/**
 * Makes up a sentence, word by word, each drawn by its probability after those before.
 *
 * Temperature comes first, then `topK`, then `topP`. Stops at `</s>`, after `maxWords`, or where no
 * word is possible.
 *
 * @param model An n-gram model.
 * @param options The seed, and what to draw from.
 * @returns The words that follow the context, without `</s>`.
 * @throws {RangeError} If an option is out of range.
 *
 * @example
 * ```ts
 * import { generate, readCorpus, trainNgram } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const corpus = readCorpus("the cat sat on the mat");
 * const model = trainNgram(corpus, { order: 3, smoothing: "maximum-likelihood" });
 * assertEquals(generate(model, { seed: 1 }), ["the", "cat", "sat", "on", "the", "mat"]);
 * ```
 *
 * Source of topP: A. Holtzman et al., "The curious case of neural text degeneration", ICLR 2020.
 */
export function generate(model: NgramModel, options: GenerateOptions): string[] {
  const { seed, context = [], maxWords = 100, unknown = false } = options;
  checkInteger(ACTION, "maxWords", maxWords);
  checkRanges(options);
  const prng = createPrng(seed);
  const bounded = model.boundaries === "sentence";
  const place = placeAfter(model, []);
  if (bounded) passInPlace(model, place, START);
  for (const word of context) passInPlace(model, place, numberOf(model, word));
  const words: string[] = [];
  while (words.length < maxWords) {
    const p = distributionAt(model, place);
    if (!unknown) p[UNKNOWN] = 0;
    const id = draw(p, options, prng);
    if (id < 0 || bounded && id === END) break;
    words.push(wordOf(model.vocabulary, id));
    passInPlace(model, place, id);
  }
  return words;
}

function checkRanges({ temperature = 1, topK, topP }: GenerateOptions): void {
  if (!(temperature >= 0 && temperature < Infinity)) {
    throw new RangeError(cannot(ACTION, "temperature must be a number of at least 0", temperature));
  }
  if (topK !== undefined) checkInteger(ACTION, "topK", topK, 1);
  if (topP !== undefined && topP !== 1) checkBetween(ACTION, "topP", topP, 0, 1);
}

/** The number of a word drawn by its probability, or -1 where all are 0. */
function draw(p: Float64Array, options: GenerateOptions, prng: Prng): number {
  const { temperature = 1, topK, topP } = options;
  const most = p.reduce((max, share) => Math.max(max, share), 0);
  if (most === 0) return -1;
  if (temperature === 0) return p.indexOf(most);
  // Divided by the largest first: small temperatures must not take all to 0.
  if (temperature !== 1) p = p.map((share) => (share / most) ** (1 / temperature));
  if (topK === undefined && topP === undefined) return drawFrom(p, p.keys(), prng);
  return drawFrom(p, likeliest(p, topK, topP), prng);
}

function likeliest(p: Float64Array, topK = Infinity, topP = 1): number[] {
  const ids = byProbability(p).slice(0, topK);
  const total = ids.reduce((sum, id) => sum + p[id]!, 0);
  let reached = 0;
  const last = ids.findIndex((id) => (reached += p[id]!) >= topP * total);
  return last < 0 ? ids : ids.slice(0, last + 1);
}

function drawFrom(p: Float64Array, ids: Iterable<number>, prng: Prng): number {
  const all = [...ids];
  let left = prng.next() * all.reduce((sum, id) => sum + p[id]!, 0);
  let drawn = -1;
  for (const id of all) {
    if (p[id] === 0) continue;
    drawn = id; // the last possible one where rounding leaves a rest
    left -= p[id]!;
    if (left < 0) break;
  }
  return drawn;
}
