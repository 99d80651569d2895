/**
 * `deno task mnist`: trains the documented MNIST example and reports its test accuracy.
 *
 * @module
 */

import { exitCode, runTask } from "./cli/errors.ts";
import { help } from "./mnist/help.ts";
import { parseMnistOptions } from "./mnist/options.ts";
import { prepare } from "./mnist/prepare.ts";
import { runTraining } from "./shared/digits/run_training.ts";

async function main(): Promise<number> {
  const options = parseMnistOptions(Deno.args);
  if (!options.help) return await runTraining(options, prepare);
  console.log(help);
  return exitCode.done;
}

if (import.meta.main) await runTask(main);
