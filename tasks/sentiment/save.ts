import { dirname } from "node:path";
import { writeAtomic } from "descent/core";
import { type Output, writeOrSay } from "../cli/outputs.ts";
import type { Trained } from "./networks.ts";
import type { SentimentOptions } from "./options.ts";
import type { Run } from "./prepare.ts";
import type { SentimentCard } from "./run_card.ts";

/** What a run was asked to write. */
export type RunOutputs = { model?: Output; card?: Output };

/** The outputs that the options ask for. */
export function outputsOf({ save, json }: SentimentOptions): RunOutputs {
  const outputs: RunOutputs = {};
  if (save !== undefined) {
    const bytes = 400_000; // 40,353 float32 weights, and the words with their counts
    outputs.model = { option: "--save", what: "the network", path: save, kind: "folder", bytes };
  }
  if (json !== undefined) {
    outputs.card = {
      option: "--json",
      what: "the run card",
      path: json,
      kind: "file",
      bytes: 30_000,
    };
  }
  return outputs;
}

/** Writes a network and the tokenizer that it cannot be used without. Answers whether all is well. */
export function saveNetwork(
  { machinery, tokenizer, options }: Run,
  { model }: Trained,
  output?: Output,
): Promise<boolean> {
  return writeOrSay(output, async (dir) => {
    await machinery.nn.saveModel(model, dir);
    await writeAtomic(`${dir}/tokenizer.json`, `${JSON.stringify(tokenizer)}\n`);
    if (!options.quiet) console.log(`Saved the network and its tokenizer to ${dir}`);
  });
}

/** Writes the run card where it was asked for. Answers whether all is well. */
export function saveRunCard(card: SentimentCard, output?: Output): Promise<boolean> {
  return writeOrSay(output, async (path) => {
    await Deno.mkdir(dirname(path), { recursive: true });
    await writeAtomic(path, `${JSON.stringify(card, null, 2)}\n`);
  });
}
