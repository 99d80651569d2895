import type { Tokenizer } from "descent/preprocess";
import { type Machinery, openMachinery } from "../shared/digits/machinery.ts";
import { type LayerRow, layerRows } from "../shared/digits/model_table.ts";
import { createNetwork } from "./networks.ts";
import { openTexts, type TextData } from "./open_texts.ts";
import type { SentimentOptions } from "./options.ts";
import { fitWords } from "./words.ts";

/** A run that is ready for its first step. */
export type Run = {
  options: SentimentOptions;
  data: TextData;
  machinery: Machinery;
  tokenizer: Tokenizer;
  layers: LayerRow[];
};

/** Reads the texts while TensorFlow.js starts, and learns their words. */
export async function prepare(options: SentimentOptions): Promise<Run> {
  const [data, machinery] = await Promise.all([openTexts(options), openMachinery(options)]);
  const tokenizer = fitWords(data.train.texts);
  const model = createNetwork({ options, machinery }, options.seed);
  const layers = layerRows(model.layers);
  model.dispose();
  return { options, data, machinery, tokenizer, layers };
}
