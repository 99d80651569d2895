import { checkInteger } from "../core/mod.ts";
import { type Corpus, sentenceStart } from "./corpus.ts";
import { type Counted, countNgrams } from "./count.ts";
import type { Estimate, Setting } from "./estimate.ts";
import { goodTuring, lidstone } from "./flat.ts";
import { absoluteDiscounting, kneserNey, modifiedKneserNey, wittenBell } from "./interpolated.ts";
import { constantWeights, jelinekMercer, learnWeights } from "./jelinek_mercer.ts";
import { katz } from "./katz.ts";
import { type NgramModel, predictable } from "./model.ts";
import { maximumLikelihood, stupidBackoff } from "./plain.ts";
import { checkPrune, compact, keptNodes, pick } from "./prune.ts";
import { checkSmoothing, type Smoothing, type SmoothingKind } from "./smoothing.ts";
import { type Stream, streamOf, type VocabularyOptions } from "./stream.ts";
import { wordsOf } from "./vocabulary.ts";

/** What to train. */
export type TrainOptions = VocabularyOptions & {
  /** The longest n-grams, 1 to 16 words. */
  order: number;
  /** How seen n-grams give way to unseen ones: a name, or settings. @default "modified-kneser-ney" */
  smoothing?: SmoothingKind | Smoothing;
  /**
   * By order from 1: n-grams counted at most this often are dropped. Begins with 0 and does not
   * fall; the last number holds for all longer ones. The interpolated smoothings find their
   * discounts before, as KenLM does; the others never see what is dropped. @default []
   */
  prune?: readonly number[];
  /** Told after each order is counted, and when all is estimated. */
  onProgress?: (progress: TrainProgress) => void;
};

/** How far training is. */
export type TrainProgress = {
  stage: "reading" | "counting" | "estimating";
  /** The order just counted; 0 while reading. */
  order: number;
  /** The part of the work that is done, roughly, from 0 to 1. */
  done: number;
};

/** More than any use of n-grams; what `Stream.places` can tell apart is far above. */
const MAX_ORDER = 16;
const ACTION = "train an n-gram model";

/**
 * Trains an n-gram model: P(w_i | the `order` − 1 words before it).
 *
 * @param corpus What to learn from, made by `readCorpus` or `corpusOf`.
 * @param options The order, the smoothing, the vocabulary.
 * @returns The model, and in its `notes` what was done where the corpus was too small for a formula.
 * @throws {RangeError} If the corpus holds no token, or an option is out of range.
 * @throws {SyntaxError} If the text holds `<s>`, `</s>` or the unknown word; names the line.
 *
 * @example
 * ```ts
 * import { probability, readCorpus, trainNgram } from "descent/ngram";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const corpus = readCorpus("a b a b c\na b d\nb a b c a b\nd a b");
 * const model = trainNgram(corpus, { order: 2, smoothing: "maximum-likelihood" });
 * assertAlmostEquals(probability(model, "a", ["b"]), 2 / 7); // b seven times, twice before a
 * ```
 *
 * Source: D. Jurafsky, J. Martin, Speech and Language Processing (3rd ed. draft), chapter 3.
 */
export function trainNgram(corpus: Corpus, options: TrainOptions): NgramModel {
  const { order, onProgress = () => {} } = options;
  checkInteger(ACTION, "order", order, 1, MAX_ORDER);
  if (options.minCount !== undefined) checkInteger(ACTION, "minCount", options.minCount, 1);
  if (options.vocabularySize !== undefined) {
    checkInteger(ACTION, "vocabularySize", options.vocabularySize, 1);
  }
  const smoothing = checkSmoothing(options.smoothing ?? "modified-kneser-ney", order);
  const thresholds = checkPrune(options.prune ?? [], order);
  const stream = streamOf(corpus, options);
  const counted = countNgrams(stream, order, (k) => {
    onProgress({ stage: "counting", order: k, done: 0.9 * k / order });
  });
  const model = estimate(counted, { smoothing, thresholds, stream, corpus, options });
  onProgress({ stage: "estimating", order, done: 1 });
  return model;
}

type Work = {
  smoothing: Smoothing;
  thresholds: number[];
  stream: Stream;
  corpus: Corpus;
  options: TrainOptions;
};

function estimate(counted: Counted, work: Work): NgramModel {
  const { smoothing, stream } = work;
  const setting = { boundaries: stream.boundaries, v: predictable(stream) };
  const kept = keptNodes(counted, work.thresholds);
  const before = ngramsByOrder(counted.starts);
  if (!kept) return assemble(counted, run(counted, work, setting), before, work);
  const mixes = MIXING.includes(smoothing.kind);
  const { trie, from } = compact(counted, kept);
  if (!mixes) return assemble(trie, run(trie, work, setting), before, work);
  const full = run(counted, work, setting, kept);
  const lower = from.subarray(0, trie.starts[trie.order]!);
  const pruned = {
    ...full,
    counts: pick(full.counts, from),
    log10: pick(full.log10, from),
    backoffs: pick(full.backoffs, lower),
    totals: pick(full.totals, lower),
  };
  return assemble(trie, pruned, before, work);
}

/** The smoothings that estimate first and prune then. */
const MIXING: readonly SmoothingKind[] = [
  "jelinek-mercer",
  "witten-bell",
  "absolute-discounting",
  "kneser-ney",
  "modified-kneser-ney",
];

function run(counted: Counted, work: Work, setting: Setting, kept?: Uint8Array): Estimate {
  const { smoothing } = work;
  switch (smoothing.kind) {
    case "maximum-likelihood":
      return maximumLikelihood(counted, smoothing, setting);
    case "laplace":
      return lidstone(counted, 1, setting);
    case "lidstone":
      return lidstone(counted, smoothing.gamma ?? 0.1, setting);
    case "good-turing":
      return goodTuring(counted, setting);
    case "jelinek-mercer":
      return mixByHeldOut(counted, smoothing, work, setting, kept);
    case "witten-bell":
      return wittenBell(counted, smoothing, setting, kept);
    case "absolute-discounting":
      return absoluteDiscounting(counted, smoothing, setting, kept);
    case "kneser-ney":
      return kneserNey(counted, smoothing, setting, kept);
    case "modified-kneser-ney":
      return modifiedKneserNey(counted, smoothing, setting, kept);
    case "katz":
      return katz(counted, smoothing, setting);
    case "stupid-backoff":
      return stupidBackoff(counted, smoothing, setting);
  }
}

/** Jelinek–Mercer: weights from every so-manieth sentence, then the counts of all of them. */
function mixByHeldOut(
  counted: Counted,
  { heldOut = 0.1, weights }: Extract<Smoothing, { kind: "jelinek-mercer" }>,
  { corpus, options, stream }: Work,
  setting: Setting,
  kept?: Uint8Array,
): Estimate {
  if (weights) return jelinekMercer(counted, constantWeights(weights), setting, kept);
  const every = Math.max(Math.round(1 / heldOut), 2);
  const isHeldOut = (sentence: number) => sentence % every === every - 1;
  const vocabulary = wordsOf(stream.vocabulary);
  const parts = [false, true].map((side) =>
    pickSentences(corpus, (sentence) => isHeldOut(sentence) === side)
  );
  if (parts.some((part) => part.ids.length === 0)) {
    const half = constantWeights(new Array<number>(counted.order).fill(0.5));
    const note = `${corpus.ends.length} sentences are too few to hold some out every ${every}: ` +
      `all weights are 0.5.`;
    return { ...jelinekMercer(counted, half, setting, kept), notes: [note] };
  }
  const [learn, held] = parts.map((part) => streamOf(part, { ...options, vocabulary }));
  const learned = learnWeights(countNgrams(learn!, counted.order), held!, setting);
  return jelinekMercer(counted, learned, setting, kept);
}

function pickSentences(corpus: Corpus, wanted: (sentence: number) => boolean): Corpus {
  const chosen = [...corpus.ends.keys()].filter(wanted);
  const lengths = chosen.map((s) => corpus.ends[s]! - sentenceStart(corpus, s));
  const ends = new Uint32Array(chosen.length);
  const ids = new Uint32Array(lengths.reduce((sum, length) => sum + length, 0));
  let count = 0;
  chosen.forEach((s, i) => {
    ids.set(corpus.ids.subarray(sentenceStart(corpus, s), corpus.ends[s]!), count);
    ends[i] = count += lengths[i]!;
  });
  const characters = Uint32Array.from(chosen, (s) => corpus.characters[s]!);
  return { vocabulary: corpus.vocabulary, ids, ends, characters };
}

function assemble(
  { order, starts, words, suffixes, children }: Counted,
  estimate: Estimate,
  before: number[],
  { smoothing, stream, thresholds }: Work,
): NgramModel {
  const { flat = false, unseenContext = 0, distribution = true, details, ...found } = estimate;
  const { boundaries, vocabulary } = stream;
  return {
    order,
    starts,
    words,
    suffixes,
    children,
    ...found,
    smoothing,
    boundaries,
    vocabulary,
    flat,
    unseenContext,
    distribution,
    details: ngramsByOrder(starts).map((ngrams, i) => ({
      order: i + 1,
      ngrams,
      ...(thresholds[i]! > 0 ? { ngramsBeforePruning: before[i]! } : {}),
      ...details[i],
    })),
  };
}

function ngramsByOrder(starts: Uint32Array): number[] {
  return Array.from(starts.subarray(2), (end, i) => end - starts[i + 1]!);
}
