import type { TextCorpus } from "descent/data";
import { type CorpusScore, memoryBytes, type NgramModel, scoreCorpus } from "descent/ngram";
import { textTable } from "../bench/shared/table.ts";
import { counted, grouped, seconds } from "../mnist/format.ts";
import type { Answer } from "./answer.ts";
import { corpusFrom, cutLines } from "./cut.ts";
import { learn } from "./learn.ts";
import { cutFor } from "./open_model.ts";
import { openText } from "./open_text.ts";
import type { NgramOptions, Unit } from "./options.ts";
import { scoreLines } from "./score_lines.ts";

/** Trains a model and tests it on lines held out. */
export async function trainCommand(options: NgramOptions, signal: AbortSignal): Promise<Answer> {
  const name = options.words[0] ?? "port-kelder";
  const text = await openText(name, "train");
  const cut = cutFor(text, options);
  const { train, test, how } = await holdOut(name, text, options.testEvery);
  const startMs = performance.now();
  const model = await learn(cutLines(train, cut), cut, options, signal);
  const trainMs = performance.now() - startMs;
  const score = test.length > 0 ? scoreCorpus(model, corpusFrom(test, cut)) : undefined;
  const result = score ? scoreLines("Test", score) : [];
  return {
    lines: [
      `Text:   ${text.source.title}`,
      `        ${counted(train.length, "line")} to train, ${how}`,
      `Model:  order ${model.order}, ${options.smoothing}, ` +
      `${grouped(model.vocabulary.size)} different ${
        cut.unit === "characters" ? "characters" : "words"
      }`,
      "",
      ...orderTable(model),
      `${(memoryBytes(model) / 1e6).toFixed(1)} MB, trained in ${seconds(trainMs)}`,
      "",
      ...model.notes.map((note) => `Note:   ${note}`),
      ...result,
    ],
    result,
    card: cardOf(options, text, model, { unit: cut.unit, score, trainMs }),
    trained: { model, cut },
  };
}

/** What to train on, what to test on, and how that was chosen, in words. */
async function holdOut(
  name: string,
  { lines }: TextCorpus,
  every: number,
): Promise<{ train: readonly string[]; test: readonly string[]; how: string }> {
  if (every === 0) return { train: lines, test: [], how: "none held out" };
  if (name === "wikitext-2") {
    const test = (await openText(name, "valid")).lines;
    return { train: lines, test, how: `${grouped(test.length)} of its part valid to test` };
  }
  const full = lines.filter((line) => line.trim() !== "");
  const isTest = (_: string, i: number) => i % every === every - 1;
  const test = full.filter(isTest);
  const train = full.filter((line, i) => !isTest(line, i));
  return { train, test, how: `${grouped(test.length)} to test (1 in ${every})` };
}

function orderTable({ details }: NgramModel): string[] {
  const rows = details.map(({ order, ngrams, ngramsBeforePruning, discounts }) => [
    String(order),
    grouped(ngrams),
    ngramsBeforePruning === undefined ? "" : `of ${grouped(ngramsBeforePruning)}`,
    discounts?.map((discount) => discount.toFixed(3)).join(" ") ?? "",
  ]);
  const hasPruned = rows.some((row) => row[2] !== "");
  const hasDiscounts = rows.some((row) => row[3] !== "");
  const heading = [
    "order",
    "n-grams",
    hasPruned ? "unpruned" : "",
    hasDiscounts ? "discounts" : "",
  ];
  return textTable([heading, ...rows]).split("\n");
}

function cardOf(
  options: NgramOptions,
  { source }: TextCorpus,
  model: NgramModel,
  { unit, score, trainMs }: { unit: Unit; score: CorpusScore | undefined; trainMs: number },
) {
  const { order, smoothing, lowercase, minCount, vocabulary, prune, testEvery } = options;
  const settings = { order, smoothing, unit, lowercase, minCount, vocabulary, prune, testEvery };
  return {
    format: "descent n-gram card",
    formatVersion: 1,
    settings,
    data: source,
    model: {
      vocabulary: model.vocabulary.size,
      details: model.details,
      notes: model.notes,
      bytes: memoryBytes(model),
    },
    test: score,
    times: { trainMs },
    versions: Deno.version,
  };
}
