/**
 * `deno task evaluate`: how good predictions in a file are, and how sure one can be of it.
 *
 * @module
 */

import { exitCode, runTask } from "./cli/errors.ts";
import { help } from "./evaluate/help.ts";
import { parseEvaluateOptions } from "./evaluate/options.ts";
import { runEvaluate } from "./evaluate/run.ts";

async function main(): Promise<number> {
  const options = parseEvaluateOptions(Deno.args);
  if (!options.help) return await runEvaluate(options);
  console.log(help);
  return exitCode.done;
}

if (import.meta.main) await runTask(main);
