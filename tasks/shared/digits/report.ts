import type { Digits } from "descent/data";
import { confusionTable } from "./confusion_table.ts";
import { cropToInk, digitPicture } from "./digit_picture.ts";
import { counted, grouped, megabytes, percent, seconds } from "../../mnist/format.ts";
import { gallery } from "./gallery.ts";
import type { RunCard } from "./run_card.ts";
import type { Terminal } from "./terminal.ts";
import type { TestResult } from "./test_model.ts";
import type { Mistake } from "./worst_mistakes.ts";

const PICTURE = 20; // pixels; MNIST's digits fit it, and the captions too

/** The two lines that matter, also with --quiet. */
export function resultLines({ images, loss, accuracy, correct, interval }: TestResult): string[] {
  const range = `${percent(interval.low)} to ${percent(interval.high)}`;
  const share = `${grouped(correct)} of ${grouped(images)}`;
  const level = percent(interval.level, 0);
  return [
    `Test loss:     ${loss.toFixed(4)}`,
    `Test accuracy: ${percent(accuracy)} (${share}; ${level} interval ${range})`,
  ];
}

/** Which digits are taken for which, and the worst mistakes as pictures. */
export function mistakeLines(result: TestResult, test: Digits, terminal: Terminal): string[] {
  const worst = result.worstMistakes;
  const table = ["Confusion table", ...confusionTable(result.confusion)];
  if (worst.length === 0) return [...table, "", "No mistakes"];
  const pictures = worst.map((mistake) => ({
    lines: pictureOf(mistake, test, terminal),
    caption: caption(mistake),
  }));
  const title = worst.length === 1 ? "The only mistake" : `The ${worst.length} worst mistakes`;
  return [...table, "", title, "", ...gallery(pictures, PICTURE, terminal.columns)];
}

function pictureOf({ index }: Mistake, test: Digits, { pictures }: Terminal): string[] {
  const { height, width } = test;
  const pixels = test.images.subarray(index * height * width, (index + 1) * height * width);
  return digitPicture(cropToInk({ pixels, height, width }, PICTURE), pictures);
}

/** `7 taken for 1, 98 %` */
function caption({ label, taken, probability }: Mistake): string {
  return `${label} taken for ${taken}, ${percent(probability, 0)}`;
}

/** The run card in a few lines. */
export function cardLines(card: RunCard): string[] {
  const { settings, data, training, times, versions } = card;
  const images = `${settings.epochs} × ${grouped(data.trainImages)} images`;
  const msPerStep = (times.trainMs / training.steps).toFixed(1);
  const timeParts = [
    `first step after ${seconds(times.firstStepMs)}`,
    `training ${seconds(times.trainMs)} (${msPerStep} ms/step)`,
    `test ${seconds(times.testMs)}`,
  ];
  const { descent, deno, v8, tfjs } = versions;
  return [
    "Run card",
    `  settings  seed ${settings.seed}, ${images}, batch ${settings.batch}, ${settings.optimizer}`,
    ...fileLines(data.files),
    `  versions  Descent ${descent}, Deno ${deno}, V8 ${v8}, tfjs ${tfjs}`,
    `  steps     ${grouped(training.steps)}, ${training.path} (${training.why})`,
    `  time      ${seconds(times.totalMs)} in all: ${timeParts.join(", ")}`,
    `  memory    ${megabytes(card.peakMemoryBytes)} at most`,
  ];
}

const MOST_FILES = 4; // as many as MNIST has

/** One line a file with the beginning of its SHA-256; of many files the first ones. */
function fileLines(files: RunCard["data"]["files"]): string[] {
  const more = files.length - MOST_FILES;
  const shown = files.slice(0, MOST_FILES).map(({ name, sha256 }) =>
    `${name} ${sha256.slice(0, 12)}`
  );
  if (more > 0) shown.push(`and ${counted(more, "file")} more`);
  return shown.map((line, i) => `  ${i === 0 ? "data" : "    "}      ${line}`);
}
