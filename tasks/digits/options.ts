import { oneOf, parseTaskArgs } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";
import { parseRunOptions, pathOf, runTable } from "../shared/digits/options.ts";
import type { RunOptions } from "../shared/digits/run.ts";

/** The digits that can be asked for: the small ones of scikit-learn, or MNIST. */
export const dataNames = ["8x8", "mnist"] as const;

/** What `deno task digits` was asked for. */
export type DigitsOptions = RunOptions & {
  data: typeof dataNames[number];
  /** Folder that holds MNIST, if not the usual places. */
  dir?: string;
  /** Whether pixels become black or white. */
  binarize: boolean;
  help: boolean;
};

const TASK = "digits";

const table = {
  data: { type: "string", default: "8x8" },
  dir: { type: "string" },
  binarize: { type: "boolean", default: false },
  ...runTable,
} as const;

/** An epoch of the small digits is 11 steps and not 461, so that it takes more of them. */
export const defaultEpochs: Record<DigitsOptions["data"], number> = { "8x8": 40, mnist: 10 };

/**
 * Reads the command line of `deno task digits`.
 *
 * @param args The words after `deno task digits`.
 * @returns The options, with the pipeline's values where none were given.
 * @throws {UsageError} If an option is unknown, lacks its value or has one out of range.
 */
export function parseDigitsOptions(args: string[]): DigitsOptions {
  const { values } = parseTaskArgs(TASK, args, table);
  const { dir, binarize, help } = values;
  const data = oneOf(TASK, "--data", values.data, dataNames);
  if (dir !== undefined && data !== "mnist") {
    throw new UsageError(
      TASK,
      "--dir belongs to --data mnist: the small digits are always at hand",
    );
  }
  const defaults = { epochs: defaultEpochs[data], batch: 128, optimizer: "adadelta" } as const;
  return {
    data,
    ...(dir === undefined ? {} : { dir: pathOf(TASK, "--dir", dir) }),
    binarize,
    ...parseRunOptions(TASK, values, defaults),
    help,
  };
}
