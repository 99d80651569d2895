// Against NLTK's nltk.lm, by the schema of tests/golden/README.md. Its Kneser-Ney is left out: it
// does not sum to 1, see the file's notes.

import {
  corpusOf,
  logProbability,
  type NgramModel,
  probability,
  type Smoothing,
  toBits,
  trainNgram,
  wordsOf,
} from "descent/ngram";
import { assertEquals } from "@std/assert";
import { assertWithin, type GoldenCase, type GoldenFile, readGolden } from "../golden/read.ts";

type Options = { order: number; gamma?: number; discount?: number; alpha?: number };
type Expected = {
  scores: (number | string)[];
  entropy_training: number | string;
  perplexity_training: number | string;
  entropy_test: number | string;
  perplexity_test: number | string;
};
type Tolerance = { rel: number };
type File = GoldenFile & {
  tolerance: { scores: Tolerance; "entropy, perplexity": Tolerance };
  train: string[][];
  test: string[][];
  groups: {
    id: string;
    order: number;
    unk_cutoff: number;
    vocabulary: string[];
    queries: [string, string[]][];
  }[];
  models: (GoldenCase<unknown, Options, Expected> & { group: string; model: string })[];
};

/** NLTK's classes as our smoothings; its unigrams are plain shares. */
const SMOOTHING: Record<string, (options: Options) => Smoothing> = {
  MLE: () => ({ kind: "maximum-likelihood", unseenContext: "zero" }),
  Laplace: () => ({ kind: "laplace" }),
  Lidstone: ({ gamma }) => ({ kind: "lidstone", gamma: gamma! }),
  WittenBellInterpolated: () => ({ kind: "witten-bell", unigrams: "relative" }),
  AbsoluteDiscountingInterpolated: ({ discount }) => ({
    kind: "absolute-discounting",
    discount: discount!,
    unigrams: "relative",
  }),
  StupidBackoff: ({ alpha }) => ({ kind: "stupid-backoff", alpha: alpha! }),
};

for (const { from, file } of readGolden<File>("ngram_nltk.json")) {
  const groups = new Map(file.groups.map((group) => [group.id, group]));
  const peer = `NLTK ${file.tool["nltk"]}`;

  for (const { id, group: name, model: kind, options, expected } of file.models) {
    if (kind === "KneserNeyInterpolated") continue;
    const group = groups.get(name)!;
    const { order } = group;

    Deno.test(`trainNgram() scores as ${peer} (${id}, ${from})`, () => {
      const model = trainNgram(corpusOf(file.train.map((sentence) => padded(sentence, order))), {
        order,
        smoothing: SMOOTHING[kind]!(options),
        boundaries: "none", // to NLTK its padding is words like any other
        minCount: group.unk_cutoff,
        unknownWord: "<UNK>",
      });
      assertEquals(wordsOf(model.vocabulary).sort(), group.vocabulary.toSorted());
      group.queries.forEach(([word, context], i) => {
        const score = probability(model, word, context);
        const what = `${word} after ${context.join(" ")}`;
        assertWithin(score, expected.scores[i]!, { ...file.tolerance.scores, abs: 0 }, what);
      });
      const within = { ...file.tolerance["entropy, perplexity"], abs: 0 };
      const parts = [["training", file.train.slice(0, 8)], ["test", file.test]] as const;
      for (const [part, sentences] of parts) {
        const entropy = entropyOf(model, sentences);
        assertWithin(entropy, expected[`entropy_${part}`], within, `entropy, ${part}`);
        assertWithin(2 ** entropy, expected[`perplexity_${part}`], within, `perplexity, ${part}`);
      }
    });
  }
}

/** nltk.lm.preprocessing.pad_both_ends */
function padded(sentence: string[], order: number): string[] {
  const pad = (symbol: string) => new Array<string>(order - 1).fill(symbol);
  return [...pad("<s>"), ...sentence, ...pad("</s>")];
}

/** −mean log2 over the n-grams of the padded sentences, which have no shorter ones at the start. */
function entropyOf(model: NgramModel, sentences: readonly string[][]): number {
  const { order } = model;
  const scores = sentences.flatMap((sentence) => {
    const words = padded(sentence, order);
    return words.slice(order - 1).map((word, i) =>
      logProbability(model, word, words.slice(i, i + order - 1))
    );
  });
  return -toBits(scores.reduce((sum, score) => sum + score, 0)) / scores.length;
}
