import { DATA_SETS, type DataSet, findDataSet } from "descent/data";
import { parseTaskArgs } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";

/** What `deno task data` is asked to do. */
export type DataOptions = {
  command: "help" | "list" | "verify" | "download";
  /** The data sets named, each once. */
  names: string[];
  dir: string | undefined;
};

export const HELP = `
Downloads data sets, checks them, and says which are at hand.

Usage: deno task data [options] NAME…

  --list      tell the data sets with size, place and licence
  --verify    read the files and compare size and SHA-256; without NAME, of all that are at hand
  --dir DIR   the folder of data sets to use, a sub-folder each
  -h, --help  this page

A data set is looked for in the folder that DESCENT_DATA names, then in data/. If it is in neither, it
is downloaded into data/; with --dir it is looked for, and downloaded into, DIR alone. A download that
was stopped goes on where it stopped.

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.

Example: deno task data mnist`.trim();

/**
 * Reads the command line of `deno task data`.
 *
 * @param args The words after the task's name.
 * @param sets The data sets that may be named.
 * @throws {UsageError} If it is not as the help says.
 */
export function parseDataOptions(
  args: string[],
  sets: readonly DataSet[] = DATA_SETS,
): DataOptions {
  const { values, positionals } = parseTaskArgs("data", args, OPTIONS, true);
  const names = [...new Set(positionals)];
  const options = { names, dir: values.dir };
  if (values.help) return { ...options, command: "help" };
  if (values.dir === "") throw new UsageError("data", "--dir must name a folder");
  for (const name of names) checkName(name, sets);
  if (values.list && values.verify) {
    throw new UsageError("data", "--list and --verify do not go together");
  }
  if (values.list) return { ...options, command: "list" };
  if (values.verify) return { ...options, command: "verify" };
  if (names.length === 0) throw new UsageError("data", "name a data set, as --list tells them");
  return { ...options, command: "download" };
}

const OPTIONS = {
  list: { type: "boolean" },
  verify: { type: "boolean" },
  dir: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

function checkName(name: string, sets: readonly DataSet[]): void {
  try {
    findDataSet(name, sets);
  } catch {
    const names = sets.map((set) => set.name).join(", ");
    throw new UsageError("data", `no data set is called "${name}", only ${names}`);
  }
}
