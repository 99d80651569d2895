import { counted, grouped, megabytes, percent, seconds } from "../mnist/format.ts";
import { modelTable } from "../shared/digits/model_table.ts";
import type { Run } from "./prepare.ts";
import type { SentimentCard } from "./run_card.ts";
import type { Difference, Score } from "./score.ts";
import type { Verdict } from "./verdict.ts";

/** The lines before the work: on what data, with what, which network. */
export function openingLines({ data, machinery, tokenizer, layers, options }: Run): string[] {
  const { train, test, source, classNames } = data;
  const unknown = tokenizer.textsToSequences(test.texts).flat();
  const share = unknown.filter((number) => number === OOV).length / unknown.length;
  return [
    `Data:    ${source.title}`,
    `         ${source.note}`,
    `         ${grouped(train.texts.length)} training and ${grouped(test.texts.length)} test ` +
    `texts, ${classNames.join(", ")}`,
    `Words:   ${grouped(tokenizer.wordIndex().size - 1)} in the training texts; ` +
    `${percent(share, 0)} of those in the test texts are not among the ones kept`,
    `Backend: ${machinery.backendText}`,
    "",
    ...modelTable(layers),
    "",
    `${counted(options.seeds, "network")}, ${counted(options.epochs, "epoch")} each`,
  ];
}

const OOV = 1; // the number of "<OOV>"

/** All ways with their accuracy on the test texts. */
export function tableLines(scores: Score[]): string[] {
  return aligned([
    ["model", "test accuracy", "95 % interval"],
    ...scores.map(({ title, accuracy, interval }) => [
      title,
      percent(accuracy, 1),
      `${percent(interval.low, 1)} to ${percent(interval.high, 1)}`,
    ]),
  ]);
}

/** Each network less each baseline. */
export function differenceLines(
  differences: Difference[],
  titles: Record<string, string>,
): string[] {
  return aligned([
    ["network less", "seed", "difference", "95 % interval", "McNemar's p"],
    ...differences.map(({ baseline, seed, value, low, high, pValue }) => [
      titles[baseline]!,
      String(seed),
      points(value),
      `${points(low)} to ${points(high)}`,
      pValue < 0.0005 ? "< 0.001" : pValue.toFixed(3),
    ]),
  ]);
}

/** What may be said, in words. */
export function verdictLines(verdicts: Verdict[], titles: Record<string, string>): string[] {
  return verdicts.map((verdict) => {
    const { baseline, meanDifference, better, worse, seeds } = verdict;
    const mean = `${points(meanDifference)} points on average`;
    return `Does the network beat the ${titles[baseline]}? ${
      answer(better, worse, seeds)
    } (${mean})`;
  });
}

function answer(better: number, worse: number, seeds: number): string {
  const of = (count: number) => count === seeds ? "every seed" : `${count} of ${seeds} seeds`;
  if (better > 0 && worse === 0) return `Yes, with ${of(better)}`;
  if (worse > 0 && better === 0) return `No, it is worse with ${of(worse)}`;
  if (better + worse > 0) return `It depends on the seed: better ${better}, worse ${worse} times`;
  return "These texts do not tell";
}

/** What each model says of each text that was asked about. */
export function askedLines(asked: SentimentCard["asked"], classNames: readonly string[]): string[] {
  return asked.flatMap(({ text, words, answers }) => [
    "",
    `“${text}”: ${words.join(" | ")}`,
    ...aligned(answers.map(({ title, probabilities }) => {
      const best = probabilities.indexOf(Math.max(...probabilities));
      return [`  ${title}`, classNames[best]!, percent(probabilities[best]!, 0)];
    })),
  ]);
}

/** The run card in a few lines. */
export function cardLines(card: SentimentCard): string[] {
  const { settings, data, training, times, versions, peakMemoryBytes } = card;
  const steps = training.reduce((sum, { steps }) => sum + steps, 0);
  const { descent, deno, v8, tfjs } = versions;
  return [
    "Run card",
    `  settings  seed ${settings.seed}, ${counted(settings.epochs, "epoch")}, ` +
    `batch ${settings.batch}, ${settings.optimizer}`,
    ...data.files.map(({ name, sha256 }) => `  data      ${name} ${sha256.slice(0, 12)}`),
    `  versions  Descent ${descent}, Deno ${deno}, V8 ${v8}, tfjs ${tfjs}`,
    `  steps     ${grouped(steps)}, ${training[0]!.path} (${training[0]!.why})`,
    `  time      ${seconds(times.totalMs)} in all: training ${seconds(times.trainMs)} ` +
    `(${(times.trainMs / steps).toFixed(1)} ms/step), baselines ${seconds(times.baselinesMs)}`,
    `  memory    ${megabytes(peakMemoryBytes)} at most`,
  ];
}

/** A difference of shares in percentage points, with its sign. */
function points(share: number): string {
  const rounded = Math.round(1000 * share) / 10;
  return `${rounded > 0 ? "+" : rounded < 0 ? "−" : "±"}${Math.abs(rounded).toFixed(1)}`;
}

/** Columns under each other: the first to the left, the others to the right. */
function aligned(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, j) => Math.max(...rows.map((row) => row[j]!.length)));
  return rows.map((row) =>
    row.map((cell, j) => j === 0 ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!)).join("  ")
  );
}
