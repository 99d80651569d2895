import { scoreCorpus } from "descent/ngram";
import { counted } from "../mnist/format.ts";
import type { Answer } from "./answer.ts";
import { corpusFrom } from "./cut.ts";
import { openModel } from "./open_model.ts";
import { openText } from "./open_text.ts";
import type { NgramOptions } from "./options.ts";
import { scoreLines } from "./score_lines.ts";

/** How well a model expects a text. */
export async function perplexityCommand(
  options: NgramOptions,
  signal: AbortSignal,
): Promise<Answer> {
  const [name, textName = "port-kelder"] = options.words as [string, string?];
  const text = await openText(textName, options.part); // first, since it is quicker to fail
  const { model, cut } = await openModel(name, options, signal);
  const score = scoreCorpus(model, corpusFrom(text.lines, cut));
  const result = scoreLines("Text", score);
  return {
    lines: [
      `Text:   ${text.source.title}, ${counted(text.lines.length, "line")}, by ${cut.unit}`,
      `Model:  ${name}, order ${model.order}, ${model.smoothing.kind}`,
      ...result,
    ],
    result,
    card: { model: name, text: text.source, unit: cut.unit, score },
  };
}
