/**
 * `deno task ngram`: trains n-gram language models and asks them.
 *
 * @module
 */

import { exitCode, runTask } from "./cli/errors.ts";
import { help } from "./ngram/help.ts";
import { parseNgramOptions } from "./ngram/options.ts";
import { runNgram } from "./ngram/run.ts";

async function main(): Promise<number> {
  const options = parseNgramOptions(Deno.args);
  if (!options.help) return await runNgram(options);
  console.log(help);
  return exitCode.done;
}

if (import.meta.main) await runTask(main);
