import process from "node:process";
import { exitCode } from "../../cli/errors.ts";
import { listenForInterrupt } from "../../cli/interrupt.ts";
import { checkOutput } from "../../cli/outputs.ts";
import { peakMemory } from "../../mnist/peak_memory.ts";
import { noteLines, openingLines } from "./opening.ts";
import { cardLines, mistakeLines, resultLines } from "./report.ts";
import type { Run, RunOptions } from "./run.ts";
import { makeRunCard } from "./run_card.ts";
import { outputsOf, saveRunCard, saveRunModel } from "./save.ts";
import { stoppedLines } from "./stop.ts";
import { terminalOf } from "./terminal.ts";
import { testModel } from "./test_model.ts";
import { trainModel } from "./train_model.ts";

/**
 * Trains a model that reads digits, tests it and says how that went.
 *
 * @param options What was asked for.
 * @param prepare Reads the images and builds the model; the signal stops a download.
 * @returns The exit code.
 */
export async function runTraining<Options extends RunOptions>(
  options: Options,
  prepare: (options: Options, signal: AbortSignal) => Promise<Run>,
): Promise<number> {
  const startedAt = new Date().toISOString();
  const outputs = outputsOf(options);
  for (const output of Object.values(outputs)) await checkOutput(output);
  using interrupt = listenForInterrupt();
  const { signal } = interrupt;
  const memory = peakMemory();

  const run = await prepare(options, signal);
  print(options.quiet ? noteLines(run.differences) : openingLines(run));
  signal.throwIfAborted();

  const trained = await trainModel(run, signal, memory);
  if (trained.training.stopped) {
    print(stoppedLines(trained.training, outputs.model !== undefined));
    if (trained.training.epochs.length > 0) await saveRunModel(run, outputs.model);
    return exitCode.interrupted;
  }
  const modelSaved = await saveRunModel(run, outputs.model); // before anything else can fail
  signal.throwIfAborted();

  const { test, testMs } = await testModel(run);
  signal.throwIfAborted();
  const peakMemoryBytes = memory.bytes();
  const card = makeRunCard({ startedAt, run, trained, test, testMs, peakMemoryBytes });
  const result = resultLines(test);
  const mistakes = () => mistakeLines(test, run.data.test.digits, terminal());
  print(options.quiet ? result : ["", ...result, "", ...mistakes(), "", ...cardLines(card)]);
  const cardSaved = await saveRunCard(card, outputs.card);
  return modelSaved && cardSaved ? exitCode.done : exitCode.failed;
}

function print(lines: string[]): void {
  if (lines.length > 0) console.log(lines.join("\n"));
}

function terminal() {
  const { stdout, env } = process;
  return terminalOf({ isTerminal: stdout.isTTY, columns: stdout.columns, env });
}
