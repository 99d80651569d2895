import { explain, explanationText } from "descent/ngram";
import { UsageError } from "../cli/errors.ts";
import type { Answer } from "./answer.ts";
import { type Cut, tokensOf } from "./cut.ts";
import { openModel } from "./open_model.ts";
import type { NgramOptions } from "./options.ts";

/** Where the probability of a word comes from. */
export async function explainCommand(options: NgramOptions, signal: AbortSignal): Promise<Answer> {
  const [name, ...words] = options.words as [string, ...string[]];
  const { model, cut } = await openModel(name, options, signal);
  const tokens = withReserved(words.join(" "), cut);
  const word = tokens.pop();
  if (word === undefined) {
    throw new UsageError("ngram", `explain takes WORDS, got "${words.join(" ")}"`);
  }
  const explanation = explain(model, word, tokens);
  const result = explanationText(explanation).split("\n");
  return { lines: result, result, card: explanation };
}

/** The tokens of a text. `<s>`, `</s>` and `<unk>` are the model's own: no cutting takes them apart. */
function withReserved(text: string, cut: Cut): string[] {
  const parts = text.split(/\s*(<\/?s>|<unk>)\s*/);
  return parts.flatMap((part, i) => i % 2 === 1 ? part : tokensOf(part, cut));
}
