import { exitCode } from "../cli/errors.ts";
import { listenForInterrupt } from "../cli/interrupt.ts";
import { checkOutput } from "../cli/outputs.ts";
import { peakMemory } from "../mnist/peak_memory.ts";
import { stoppedLines } from "../shared/digits/stop.ts";
import { type Baseline, fitBaselines } from "./baselines.ts";
import { askNetwork, type Trained, trainNetwork } from "./networks.ts";
import type { SentimentOptions } from "./options.ts";
import { prepare, type Run } from "./prepare.ts";
import {
  askedLines,
  cardLines,
  differenceLines,
  openingLines,
  tableLines,
  verdictLines,
} from "./report.ts";
import { makeRunCard, type SentimentCard } from "./run_card.ts";
import { outputsOf, saveNetwork, saveRunCard } from "./save.ts";
import { differencesOf, scoreOf } from "./score.ts";
import { verdictsOf } from "./verdict.ts";
import { wordsOf } from "./words.ts";

/**
 * Trains the networks, scores them beside the baselines, and says what the tests allow one to say.
 *
 * @param options What was asked for.
 * @returns The exit code.
 */
export async function runSentiment(options: SentimentOptions): Promise<number> {
  const startedAt = new Date().toISOString();
  const outputs = outputsOf(options);
  for (const output of Object.values(outputs)) await checkOutput(output);
  using interrupt = listenForInterrupt();
  const { signal } = interrupt;
  const memory = peakMemory();

  const run = await prepare(options);
  print(options.quiet ? [] : openingLines(run));
  signal.throwIfAborted();

  const networks: Trained[] = [];
  let modelSaved = true;
  for (let seed = options.seed; seed < options.seed + options.seeds; seed++) {
    if (!options.quiet) print(["", `Network of seed ${seed}`]);
    const trained = await trainNetwork(run, seed, signal, memory);
    const { stopped, epochs } = trained.training;
    const isFirst = networks.length === 0;
    if (stopped) print(stoppedLines(trained.training, isFirst && outputs.model !== undefined));
    if (isFirst && epochs.length > 0) modelSaved = await saveNetwork(run, trained, outputs.model);
    if (stopped) return exitCode.interrupted;
    networks.push(trained);
  }
  const beganMs = performance.now();
  const baselines = fitBaselines(run.tokenizer, run.data.train);
  const baselinesMs = performance.now() - beganMs;
  signal.throwIfAborted();

  const compared = await compare(run, networks, baselines);
  const { scores, differences, titles } = compared;
  const verdicts = verdictsOf(differences);
  const asked = await ask(run, networks, baselines);
  const peakMemoryBytes = memory.bytes();
  const found = { scores, differences, verdicts, asked, baselinesMs, peakMemoryBytes };
  const card = makeRunCard({ startedAt, run, networks, ...found });
  print(
    options.quiet ? tableLines(scores) : [
      "",
      ...tableLines(scores),
      "",
      ...differenceLines(differences, titles),
      "",
      ...verdictLines(verdicts, titles),
    ],
  );
  print(askedLines(asked, run.data.classNames));
  if (!options.quiet) print(["", ...cardLines(card)]);
  const cardSaved = await saveRunCard(card, outputs.card);
  return modelSaved && cardSaved ? exitCode.done : exitCode.failed;
}

/** Scores all on the test texts, and each network against each baseline. */
async function compare(run: Run, networks: Trained[], baselines: Baseline[]) {
  const { texts, y } = run.data.test;
  const simple = baselines.map((baseline) => scoreOf(baseline, y, baseline.probabilities(texts)));
  const scores = [];
  const differences = [];
  for (const { seed, model } of networks) {
    const score = scoreOf(titled(run, seed), y, await askNetwork(run, model, texts));
    scores.push(score);
    differences.push(...differencesOf(y, seed, score, simple));
  }
  const titles = Object.fromEntries(simple.map(({ name, title }) => [name, title]));
  return { scores: [...scores, ...simple], differences, titles };
}

function titled({ options }: Run, seed: number): { name: string; title: string } {
  const kind = options.classes === 2 ? "LSTM" : "small network on the words";
  return { name: "network", title: `${kind}, seed ${seed}` };
}

/** Asks all models about the texts of `--text`. */
async function ask(
  run: Run,
  networks: Trained[],
  baselines: Baseline[],
): Promise<SentimentCard["asked"]> {
  return await Promise.all(run.options.texts.map(async (text) => {
    const answers = [];
    for (const { seed, model } of networks) {
      const [probabilities] = await askNetwork(run, model, [text]);
      answers.push({ title: titled(run, seed).title, probabilities: probabilities! });
    }
    for (const { title, probabilities } of baselines) {
      answers.push({ title, probabilities: probabilities([text])[0]! });
    }
    return { text, words: wordsOf(text), answers };
  }));
}

function print(lines: string[]): void {
  if (lines.length > 0) console.log(lines.join("\n"));
}
