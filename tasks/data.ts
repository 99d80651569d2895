/**
 * `deno task data`: downloads data sets, checks them, and says which are at hand.
 *
 * @module
 */

import { defaultLocker, type Locker } from "descent/data";
import { exitCode, isAbort, runTask } from "./cli/errors.ts";
import { parseDataOptions } from "./data/options.ts";
import { runData } from "./data/run.ts";
import { listenForInterrupt } from "./cli/interrupt.ts";

/**
 * The whole task.
 *
 * @param args The words after `deno task data`.
 * @param locker Where data sets lie and come from. @default defaultLocker()
 * @returns The exit code.
 */
export async function main(args: string[], locker: Locker = defaultLocker()): Promise<number> {
  const options = parseDataOptions(args, locker.sets);
  using interrupt = listenForInterrupt();
  try {
    return await runData(options, { signal: interrupt.signal, locker });
  } catch (error) {
    if (!isAbort(error)) throw error;
    console.error("stopped; the same command goes on from here");
    return exitCode.interrupted;
  }
}

if (import.meta.main) await runTask(() => main(Deno.args));
