/**
 * `deno task recommend`: learns what people like from who rated what, and compares ways to do so.
 *
 * @module
 */

import { exitCode, runTask } from "./cli/errors.ts";
import { help } from "./recommend/help.ts";
import { parseRecommendOptions } from "./recommend/options.ts";
import { runRecommend } from "./recommend/run.ts";

async function main(): Promise<number> {
  const options = parseRecommendOptions(Deno.args);
  if (!options.help) return await runRecommend(options);
  console.log(help);
  return exitCode.done;
}

if (import.meta.main) await runTask(main);
