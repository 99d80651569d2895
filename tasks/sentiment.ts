/**
 * `deno task sentiment`: trains the documented networks for sentiment, and asks whether they beat
 * simpler ways.
 *
 * @module
 */

import { exitCode, runTask } from "./cli/errors.ts";
import { help } from "./sentiment/help.ts";
import { parseSentimentOptions } from "./sentiment/options.ts";
import { runSentiment } from "./sentiment/run.ts";

async function main(): Promise<number> {
  const options = parseSentimentOptions(Deno.args);
  if (!options.help) return await runSentiment(options);
  console.log(help);
  return exitCode.done;
}

if (import.meta.main) await runTask(main);
