import { parseTaskArgs } from "../cli/args.ts";
import { parseRunOptions, pathOf, runTable } from "../shared/digits/options.ts";
import type { RunOptions } from "../shared/digits/run.ts";

/** What `deno task mnist` was asked for. */
export type MnistOptions = RunOptions & {
  /** Folder that holds the data, if not the usual places. */
  data?: string;
  help: boolean;
};

/** The documented run's. */
const DEFAULTS = { epochs: 5, batch: 32, optimizer: "adam" } as const;

/**
 * Reads the command line of `deno task mnist`.
 *
 * @param args The words after `deno task mnist`.
 * @returns The options, with the documented run's values where none were given.
 * @throws {UsageError} If an option is unknown, lacks its value or has one out of range.
 */
export function parseMnistOptions(args: string[]): MnistOptions {
  const { values } = parseTaskArgs("mnist", args, { data: { type: "string" }, ...runTable });
  const { data, help } = values;
  return {
    ...(data === undefined ? {} : { data: pathOf("mnist", "--data", data) }),
    ...parseRunOptions("mnist", values, DEFAULTS),
    help,
  };
}
