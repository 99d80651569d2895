/**
 * `deno task bench`: how fast training and inference are, beside Keras and PyTorch.
 *
 * @module
 */

import { dirname } from "node:path";
import { writeAtomic } from "descent/core";
import { help } from "./bench/help.ts";
import { type BenchOptions, parseBenchOptions } from "./bench/options.ts";
import { runTask } from "./cli/errors.ts";
import { checkOutput, writing } from "./mnist/outputs.ts";

if (import.meta.main) {
  await runTask(async () => {
    const options = parseBenchOptions(Deno.args);
    if (options.help) return console.log(help);
    await run(options);
  });
}

async function run(options: BenchOptions): Promise<void> {
  const output = options.json === undefined ? undefined : outputOf(options.json);
  if (output) await checkOutput(output);
  const { results, report } = await measure(options);
  console.log(report);
  if (!output) return;
  const text = `${JSON.stringify(results, null, 2)}\n`;
  await writing(output, async () => {
    await Deno.mkdir(dirname(output.path), { recursive: true });
    await writeAtomic(output.path, text);
  });
}

/** Imported here and not at the top: TensorFlow.js shall run in the contestants' processes only. */
async function measure(options: BenchOptions): Promise<{ results: object; report: string }> {
  const say = (words: string) => console.error(words);
  if (options.bench === "kernels") {
    const { benchKernels } = await import("./bench/kernels.ts");
    const { kernelsText } = await import("./bench/kernels/text.ts");
    const results = await benchKernels(options, say);
    return { results, report: kernelsText(results) };
  }
  const { benchMnist } = await import("./bench/mnist.ts");
  const { mnistText } = await import("./bench/mnist_text.ts");
  const results = await benchMnist(options, say);
  return { results, report: mnistText(results) };
}

function outputOf(path: string) {
  return { option: "--json", what: "the results", path, kind: "file", bytes: 20_000 } as const;
}
