import { decodeText } from "descent/data";
import { scoreSentence, type SentenceScore } from "descent/ngram";
import { textTable } from "../bench/shared/table.ts";
import { counted } from "../mnist/format.ts";
import type { Answer } from "./answer.ts";
import { breather } from "./breathe.ts";
import { tokensOf } from "./cut.ts";
import { openModel } from "./open_model.ts";
import type { NgramOptions } from "./options.ts";

/** Sentences scored word by word. */
export async function queryCommand(options: NgramOptions, signal: AbortSignal): Promise<Answer> {
  const [name = "port-kelder", ...words] = options.words;
  const { model, cut } = await openModel(name, options, signal);
  const sentences = words.length > 0 ? [words.join(" ")] : await standardInput(signal);
  const breathe = breather(signal);
  const scores: SentenceScore[] = [];
  for (const sentence of sentences) {
    scores.push(scoreSentence(model, tokensOf(sentence, cut)));
    await breathe();
  }
  return {
    lines: scores.flatMap((score) => [...tableOf(score), sumLine(score), ""]).slice(0, -1),
    result: scores.map(sumLine),
    card: { model: name, sentences: scores },
  };
}

/** The lines of standard input. */
async function standardInput(signal: AbortSignal): Promise<string[]> {
  const input = Deno.stdin.readable.pipeThrough(new TransformStream(), { signal });
  const bytes = await new Response(input).bytes();
  return decodeText(bytes, { name: "standard input" }).replace(/\r?\n$/, "").split(/\r?\n/);
}

function tableOf({ words }: SentenceScore): string[] {
  const rows = words.map(({ word, unknown, matched, log10 }) => [
    unknown ? `${word} (unknown)` : word,
    log10.toFixed(4),
    (10 ** log10).toPrecision(3),
    String(matched),
  ]);
  return textTable([["word", "log10", "probability", "longest n-gram"], ...rows]).split("\n");
}

function sumLine({ words, log10, unknown }: SentenceScore): string {
  const perplexity = (10 ** (-log10 / words.length)).toFixed(2);
  return `log10 ${log10.toFixed(4)} over ${counted(words.length, "token")}, ` +
    `perplexity ${perplexity}${unknown > 0 ? `, ${unknown} unknown` : ""}`;
}
