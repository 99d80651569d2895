/**
 * `deno task bench`: how fast training and inference are, beside Keras and PyTorch.
 *
 * @module
 */

import { dirname } from "node:path";
import { writeAtomic } from "descent/core";
import { help } from "./bench/help.ts";
import { benchMnist } from "./bench/mnist.ts";
import { mnistText } from "./bench/mnist_text.ts";
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
  const results = await benchMnist(options, (words) => console.error(words));
  console.log(mnistText(results));
  if (!output) return;
  const text = `${JSON.stringify(results, null, 2)}\n`;
  await writing(output, async () => {
    await Deno.mkdir(dirname(output.path), { recursive: true });
    await writeAtomic(output.path, text);
  });
}

function outputOf(path: string) {
  return { option: "--json", what: "the results", path, kind: "file", bytes: 20_000 } as const;
}
