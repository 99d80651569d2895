import { dirname } from "node:path";
import { cannot, writeAtomic } from "descent/core";
import { grouped } from "../../mnist/format.ts";
import { type Output, writeOrSay } from "../../cli/outputs.ts";
import type { Run, RunOptions } from "./run.ts";
import type { RunCard } from "./run_card.ts";

/** What a run was asked to write. */
export type RunOutputs = { model?: Output; card?: Output };

/** The outputs that the options ask for: a model in Keras's form is one file, another a folder. */
export function outputsOf({ save, json }: Pick<RunOptions, "save" | "json">): RunOutputs {
  const outputs: RunOutputs = {};
  if (save !== undefined) {
    const bytes = 3_000_000; // a little over the 693,962 float32 weights of the larger network
    const kind = save.endsWith(".h5") ? "file" : "folder";
    outputs.model = { option: "--save", what: "the model", path: save, kind, bytes };
  }
  if (json !== undefined) {
    const bytes = 30_000; // the card with ten mistakes and 100 epochs
    outputs.card = { option: "--json", what: "the run card", path: json, kind: "file", bytes };
  }
  return outputs;
}

/** Writes the run's model where it was asked for. Answers whether all is well. */
export function saveRunModel(run: Run, output?: Output): Promise<boolean> {
  const { machinery, model, options } = run;
  return writeOrSay(output, async (path) => {
    if (path.endsWith(".h5")) await Deno.mkdir(dirname(path), { recursive: true });
    await machinery.nn.saveModel(model, path);
    if (!options.quiet) console.log(`Saved the model to ${path}`);
    if (run.reload) await checkSaved(run, path);
  });
}

/** Loads the model as somebody will who uses it, and asks both for the same digits. */
async function checkSaved({ machinery, model, options, data }: Run, path: string): Promise<void> {
  const { nn } = machinery;
  const { examples, digits } = data.test;
  const settings = { scale: examples.scale ?? 1, batchSize: 256 };
  const loaded = await nn.loadModel(path);
  const [before, after] = [model, loaded].map((each) => nn.predict(each, examples.x, settings));
  const expected = await before!;
  const differs = (await after!).some((value, i) => value !== expected[i]);
  loaded.dispose();
  if (differs) {
    throw new RangeError(cannot("save the model", "loaded again it must predict the same", path));
  }
  if (!options.quiet) {
    console.log(`Loaded it again: the same predictions for ${grouped(digits.n)} images`);
  }
}

/** Writes the run card where it was asked for. Answers whether all is well. */
export function saveRunCard(card: RunCard, output?: Output): Promise<boolean> {
  return writeOrSay(output, async (path) => {
    await Deno.mkdir(dirname(path), { recursive: true });
    await writeAtomic(path, `${JSON.stringify(card, null, 2)}\n`);
  });
}
