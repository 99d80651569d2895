import { generate, type GenerateOptions } from "descent/ngram";
import type { Answer } from "./answer.ts";
import { breather } from "./breathe.ts";
import { lineOf, tokensOf } from "./cut.ts";
import { openModel } from "./open_model.ts";
import type { NgramOptions } from "./options.ts";

/** Sentences drawn from a model. */
export async function generateCommand(
  options: NgramOptions,
  signal: AbortSignal,
): Promise<Answer> {
  const [name = "port-kelder", ...words] = options.words;
  const { model, cut } = await openModel(name, options, signal);
  const context = tokensOf(words.join(" "), cut);
  const { seed, count, maxWords, temperature, topK, topP } = options;
  const settings: Omit<GenerateOptions, "seed"> = {
    context,
    maxWords,
    temperature,
    ...(topK !== undefined && { topK }),
    ...(topP !== undefined && { topP }),
  };
  const breathe = breather(signal);
  const result: string[] = [];
  for (let i = 0; i < count; i++) {
    const drawn = generate(model, { ...settings, seed: (seed + i) % 2 ** 32 });
    result.push(lineOf([...context, ...drawn], cut));
    await breathe();
  }
  return { lines: result, result, card: { model: name, seed, ...settings, sentences: result } };
}
