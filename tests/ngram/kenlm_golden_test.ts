// Against KenLM's lmplz and query, by the schema of tests/golden/README.md.

import {
  type CorpusScore,
  type NgramModel,
  readArpa,
  readCorpus,
  scoreCorpus,
  scoreSentence,
  type Smoothing,
  trainNgram,
  type TrainOptions,
  wordsOf,
  writeArpa,
} from "descent/ngram";
import { assertEquals, assertThrows } from "@std/assert";
import { assertWithin, type GoldenCase, type GoldenFile, readGolden } from "../golden/read.ts";

type Summary = {
  perplexity_including_oov: number;
  perplexity_excluding_oov: number;
  oovs: number;
  tokens: number;
};
type Sentences = {
  words: [string, boolean, number, number][];
  total_log10: number;
  oov: number;
}[];
type Options = { order: number; lmplz_args: string[] };
type Model = GoldenCase<{ train: string; test: string }, Options, {
  arpa: string;
  ngram_counts: number[];
  discounts: {
    order: number;
    ngrams: number;
    ngrams_before_pruning: number | null;
    D1: number;
    D2: number;
    "D3+": number;
  }[];
  summary: Summary | null;
  sentences: Sentences | null;
  without_sentence_context_first5: { summary: Summary | null; sentences: Sentences | null };
}>;
type File = GoldenFile & {
  tolerance: {
    "log10 probabilities and back-offs": number;
    "sentence totals": number;
    perplexity: { rel: number };
    discounts: number;
  };
  models: Model[];
  error_cases: {
    id: string;
    description: string;
    input: { train: string | null; lines: string[] | null };
    options: Options;
  }[];
};

for (const { from, file, folder } of readGolden<File>("ngram_kenlm.json")) {
  const read = (path: string) => Deno.readFileSync(new URL(path, folder));
  const { tolerance } = file;
  const log10Within = { rel: 0, abs: tolerance["log10 probabilities and back-offs"] };

  for (const { id, input, options, expected } of file.models) {
    const name = `${id}, ${from}`;
    const train = () => trainNgram(readCorpus(read(input.train)), settingsOf(options));

    Deno.test(`trainNgram() finds lmplz's discounts and counts (${name})`, () => {
      const { details } = train();
      assertEquals(details.map(({ ngrams }) => ngrams), expected.ngram_counts);
      for (const { order, ngrams_before_pruning, ...peer } of expected.discounts) {
        const { discounts, ngramsBeforePruning } = details[order - 1]!;
        const within = { rel: 0, abs: tolerance.discounts };
        [peer.D1, peer.D2, peer["D3+"]].forEach((d, i) =>
          assertWithin(discounts![i]!, d, within, `order ${order}, D${i + 1}`)
        );
        if (ngrams_before_pruning) assertEquals(ngramsBeforePruning, ngrams_before_pruning);
      }
    });

    Deno.test(`trainNgram() has lmplz's n-grams, log10s and back-offs (${name})`, async () => {
      const theirs = arpaEntries(await gunzip(read(expected.arpa)));
      assertEntries(entriesOf(train()), theirs, log10Within);
    });

    Deno.test(`readArpa() has the n-grams of lmplz's file (${name})`, async () => {
      const bytes = read(expected.arpa);
      const exact = { rel: 1e-15, abs: 0 };
      assertEntries(entriesOf(await readArpa(bytes)), arpaEntries(await gunzip(bytes)), exact);
    });

    Deno.test(`writeArpa() writes lmplz's file, by n-gram (${name})`, async () => {
      const text = new TextDecoder().decode(await writeArpa(train()));
      const theirs = arpaEntries(await gunzip(read(expected.arpa)));
      assertEntries(arpaEntries(text), theirs, log10Within);
    });

    if (!expected.sentences || !expected.summary) continue; // query does not score unigrams
    const { sentences, summary, without_sentence_context_first5: inner } = expected;
    const models: [string, () => NgramModel | Promise<NgramModel>][] = [
      ["trained", train],
      ["read from lmplz's file", () => readArpa(read(expected.arpa))],
      ["written and read", async () => await readArpa(await writeArpa(train(), { gzip: true }))],
    ];
    for (const [which, make] of models) {
      Deno.test(`scoreSentence() scores as query does (${name}, ${which})`, async () => {
        const model = await make();
        const lines = new TextDecoder().decode(read(input.test)).split("\n");
        const total = { rel: 0, abs: tolerance["sentence totals"] };
        for (
          const [wholeSentence, peer] of [[true, sentences], [false, inner.sentences!]] as const
        ) {
          peer.forEach((sentence, i) => {
            const words = lines[i]!.split(/\s+/).filter((word) => word !== "");
            const ours = scoreSentence(model, words, { wholeSentence });
            const shape = ({ words }: typeof ours) =>
              words.map(({ word, unknown, matched }) => [word, unknown, matched]);
            assertEquals(
              shape(ours),
              sentence.words.map((word) => word.slice(0, 3)),
              `line ${i + 1}`,
            );
            sentence.words.forEach(([word, , , log10], j) =>
              assertWithin(ours.words[j]!.log10, log10, log10Within, `${word} in line ${i + 1}`)
            );
            assertWithin(ours.log10, sentence.total_log10, total, `line ${i + 1}`);
            assertEquals(ours.unknown, sentence.oov);
          });
        }
      });

      Deno.test(`scoreCorpus() has query's perplexities (${name}, ${which})`, async () => {
        const model = await make();
        const text = new TextDecoder().decode(read(input.test));
        const first5 = text.split("\n").slice(0, 5).join("\n");
        assertSummary(scoreCorpus(model, readCorpus(text)), summary, tolerance.perplexity);
        const score = scoreCorpus(model, readCorpus(first5), { wholeSentence: false });
        assertSummary(score, inner.summary!, tolerance.perplexity);
      });
    }
  }

  for (const { id, description, input, options } of file.error_cases) {
    Deno.test(`trainNgram() stops where lmplz does: ${description} (${id}, ${from})`, () => {
      const bytes = input.train ? read(input.train) : input.lines!.join("\n");
      assertThrows(() => trainNgram(readCorpus(bytes), settingsOf(options)), Error, "Cannot ");
    });
  }
}

function assertSummary(ours: CorpusScore, peer: Summary, { rel }: { rel: number }): void {
  const within = { rel, abs: 0 };
  assertEquals([ours.tokens, ours.unknown], [peer.tokens, peer.oovs]);
  assertWithin(ours.perplexity, peer.perplexity_including_oov, within, "all words");
  const known = peer.perplexity_excluding_oov;
  assertWithin(ours.perplexityWithoutUnknown, known, within, "known words");
}

/** lmplz's options as ours. */
function settingsOf({ order, lmplz_args }: Options): TrainOptions {
  const smoothing: Extract<Smoothing, { kind: "modified-kneser-ney" }> = {
    kind: "modified-kneser-ney",
    fallback: "error",
  };
  const settings: TrainOptions = { order, smoothing };
  for (const [name, numbers] of grouped(lmplz_args)) {
    if (name === "--prune") settings.prune = numbers;
    else if (name === "--interpolate_unigrams") {
      if (numbers[0] === 0) smoothing.unigrams = "unknown";
    } else if (name === "--discount_fallback") {
      if (numbers.length > 0) smoothing.fallback = numbers;
      else delete smoothing.fallback;
    } else if (name !== "--verbose_header") throw new Error(`no option for lmplz's ${name}`);
  }
  return settings;
}

function grouped(args: string[]): [string, number[]][] {
  const groups: [string, number[]][] = [];
  for (const arg of args) {
    if (arg.startsWith("--")) groups.push([arg, []]);
    else groups.at(-1)![1].push(Number(arg));
  }
  return groups;
}

type NgramEntries = Map<string, [log10: number, backoff: number]>;

/** A model's n-grams by their words, `<s>` with ARPA's 0. */
function entriesOf(model: NgramModel): NgramEntries {
  const words = wordsOf(model.vocabulary);
  const entries: NgramEntries = new Map();
  const visit = (node: number, before: string, depth: number) => {
    for (let child = model.children[node]!; child < model.children[node + 1]!; child++) {
      const ngram = `${before}${words[model.words[child]!]}`;
      const log10 = ngram === "<s>" ? 0 : model.log10[child]!;
      entries.set(ngram, [log10, model.backoffs[child] ?? 0]);
      if (depth < model.order) visit(child, `${ngram} `, depth + 1);
    }
  };
  visit(0, "", 1);
  return entries;
}

/** A file's n-grams, read without our reader. */
function arpaEntries(text: string): NgramEntries {
  const lines = text.split("\n").filter((line) => /^-?\d/.test(line));
  return new Map(lines.map((line) => {
    const [log10, ngram, backoff = "0"] = line.split("\t");
    return [ngram!, [Number(log10), Number(backoff)]];
  }));
}

function assertEntries(
  ours: NgramEntries,
  theirs: NgramEntries,
  within: { rel: number; abs: number },
): void {
  assertEquals([...ours.keys()].sort(), [...theirs.keys()].sort());
  for (const [ngram, [log10, backoff]] of theirs) {
    assertWithin(ours.get(ngram)![0], log10, within, ngram);
    assertWithin(ours.get(ngram)![1], backoff, within, `back-off of ${ngram}`);
  }
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).text();
}
