import { dirname } from "node:path";
import { writeAtomic } from "descent/core";
import type { MnistOptions } from "./options.ts";
import { type Output, writeOrSay } from "../cli/outputs.ts";
import type { Run } from "./prepare.ts";
import type { RunCard } from "./run_card.ts";

/** What a run was asked to write. */
export type RunOutputs = { model?: Output; card?: Output };

/** The outputs that the options ask for. */
export function outputsOf({ save, json }: Pick<MnistOptions, "save" | "json">): RunOutputs {
  const outputs: RunOutputs = {};
  if (save !== undefined) {
    const bytes = 900_000; // a little over 216,650 float32 weights
    outputs.model = { option: "--save", what: "the model", path: save, kind: "folder", bytes };
  }
  if (json !== undefined) {
    const bytes = 30_000; // the card with ten mistakes and 100 epochs
    outputs.card = { option: "--json", what: "the run card", path: json, kind: "file", bytes };
  }
  return outputs;
}

/** Writes the run's model where it was asked for. Answers whether all is well. */
export function saveRunModel({ machinery, model, options }: Run, output?: Output) {
  return writeOrSay(output, async (dir) => {
    await machinery.nn.saveModel(model, dir);
    if (!options.quiet) console.log(`Saved the model to ${dir}`);
  });
}

/** Writes the run card where it was asked for. Answers whether all is well. */
export function saveRunCard(card: RunCard, output?: Output): Promise<boolean> {
  return writeOrSay(output, async (path) => {
    await Deno.mkdir(dirname(path), { recursive: true });
    await writeAtomic(path, `${JSON.stringify(card, null, 2)}\n`);
  });
}
