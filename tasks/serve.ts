/**
 * `deno task serve`: models behind HTTP, and who may ask them, which version answers, what was asked.
 *
 * @module
 */

import { exitCode, runTask } from "./cli/errors.ts";
import { verifyLog } from "./serve/audit.ts";
import { help } from "./serve/help.ts";
import { runKeys } from "./serve/keys.ts";
import { parseServeOptions, type ServeOptions } from "./serve/options.ts";
import { publish } from "./serve/publish.ts";
import { changeRoute } from "./serve/route.ts";
import { runService } from "./serve/run.ts";
import { listVersions } from "./serve/versions.ts";

const COMMANDS: {
  [K in ServeOptions["command"]]: (
    options: Extract<ServeOptions, { command: K }>,
  ) => Promise<number | void>;
} = {
  help: () => Promise.resolve(console.log(help)),
  run: runService,
  publish,
  versions: listVersions,
  route: changeRoute,
  keys: runKeys,
  audit: verifyLog,
};

async function main(): Promise<number> {
  const options = parseServeOptions(Deno.args);
  const command = COMMANDS[options.command] as (o: ServeOptions) => Promise<number | void>;
  return await command(options) ?? exitCode.done;
}

if (import.meta.main) await runTask(main);
