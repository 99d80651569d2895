import { dirname } from "node:path";
import { writeAtomic } from "descent/core";
import { exitCode } from "../cli/errors.ts";
import { listenForInterrupt } from "../cli/interrupt.ts";
import { checkOutput, type Output, writeOrSay } from "../cli/outputs.ts";
import type { Answer, Command } from "./answer.ts";
import { explainCommand } from "./explain.ts";
import { generateCommand } from "./generate.ts";
import type { NgramOptions } from "./options.ts";
import { perplexityCommand } from "./perplexity.ts";
import { queryCommand } from "./query.ts";
import { savedModel, saveModel } from "./save.ts";
import { trainCommand } from "./train.ts";

const COMMANDS: Record<NgramOptions["command"], Command> = {
  train: trainCommand,
  perplexity: perplexityCommand,
  generate: generateCommand,
  explain: explainCommand,
  query: queryCommand,
};

/**
 * Does what was asked for, says how that went, and writes what is to be written.
 *
 * @param options What was asked for.
 * @returns The exit code.
 */
export async function runNgram(options: NgramOptions): Promise<number> {
  const model = savedModel(options);
  const result = resultOutput(options);
  for (const output of [model, result]) if (output) await checkOutput(output);
  using interrupt = listenForInterrupt();
  const answer = await COMMANDS[options.command](options, interrupt.signal);
  interrupt.signal.throwIfAborted();
  const saved = await writeOrSay(model, (path) => saveModel(path, answer));
  const lines = options.quiet ? answer.result : answer.lines;
  if (lines.length > 0) console.log(lines.join("\n"));
  if (saved && model && !options.quiet) console.log(`Saved the model to ${model.path}`);
  const written = await writeOrSay(result, (path) => writeResult(path, answer));
  return saved && written ? exitCode.done : exitCode.failed;
}

function resultOutput({ json }: NgramOptions): Output | undefined {
  if (json === undefined) return undefined;
  return { option: "--json", what: "the result", path: json, kind: "file", bytes: 100_000 };
}

async function writeResult(path: string, { card }: Answer): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await writeAtomic(path, `${JSON.stringify(card, finite, 2)}\n`);
}

/** JSON has no Infinity, and would write null: a perplexity that is infinite is worth its name. */
function finite(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
