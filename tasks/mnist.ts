/**
 * `deno task mnist`: trains the documented MNIST example and reports its test accuracy.
 *
 * @module
 */

import { exitCode, runTask } from "./cli/errors.ts";
import { help } from "./mnist/help.ts";
import { parseMnistOptions } from "./mnist/options.ts";
import { runMnist } from "./mnist/run.ts";

async function main(): Promise<number> {
  const options = parseMnistOptions(Deno.args);
  if (!options.help) return await runMnist(options);
  console.log(help);
  return exitCode.done;
}

if (import.meta.main) await runTask(main);
