/**
 * `deno task nb`: runs, checks and publishes notebooks on the Deno kernel, without Jupyter.
 *
 * @module
 */

import { exitCode, runTask } from "./cli/errors.ts";
import { listenForInterrupt } from "./cli/interrupt.ts";
import { check } from "./nb/check.ts";
import { clear } from "./nb/clear.ts";
import { execute } from "./nb/execute.ts";
import { format } from "./nb/format.ts";
import { help } from "./nb/help.ts";
import { create } from "./nb/new.ts";
import { parseNbOptions } from "./nb/options.ts";
import { run } from "./nb/run.ts";
import { writeSite } from "./nb/site.ts";

/**
 * The whole task.
 *
 * @param args The words after `deno task nb`.
 * @returns The exit code.
 */
export async function main(args: string[]): Promise<number> {
  const settings = parseNbOptions(args);
  if (settings.help) {
    console.log(help);
    return exitCode.done;
  }
  using interrupt = listenForInterrupt();
  switch (settings.command) {
    case "run":
      return await run(settings, interrupt.signal);
    case "execute":
      return await execute(settings, interrupt.signal);
    case "check":
      return await check(settings.paths);
    case "fmt":
      return await format(settings.paths);
    case "clear":
      return await clear(settings.paths);
    case "new":
      return await create(settings.paths);
    case "html":
      return await writeSite(settings.paths, settings.out);
  }
}

if (import.meta.main) await runTask(() => main(Deno.args));
