/**
 * `deno task digits`: the whole pipeline of handwritten digits, from pixels to a saved model.
 *
 * @module
 */

import { exitCode, runTask } from "./cli/errors.ts";
import { help } from "./digits/help.ts";
import { parseDigitsOptions } from "./digits/options.ts";
import { prepare } from "./digits/prepare.ts";
import { runTraining } from "./shared/digits/run_training.ts";

async function main(): Promise<number> {
  const options = parseDigitsOptions(Deno.args);
  if (!options.help) return await runTraining(options, prepare);
  console.log(help);
  return exitCode.done;
}

if (import.meta.main) await runTask(main);
