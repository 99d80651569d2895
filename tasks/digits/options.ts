import { oneOf, parseTaskArgs } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";
import { parseRunOptions, pathOf, runTable } from "../shared/digits/options.ts";
import type { RunOptions } from "../shared/digits/run.ts";

/** The digits that can be asked for: the small ones of scikit-learn, or MNIST. */
export const dataNames = ["8x8", "mnist"] as const;

/** The networks that can be asked for, and how each is documented to be trained. */
export const documented = {
  pipeline: { epochs: 10, batch: 128, optimizer: "adadelta" },
  pooling: { epochs: 10, batch: 32, optimizer: "adam" },
} as const satisfies Record<string, Pick<RunOptions, "epochs" | "batch" | "optimizer">>;

/** Their names. */
export const modelNames = ["pipeline", "pooling"] as const satisfies (keyof typeof documented)[];

/** What `deno task digits` was asked for. */
export type DigitsOptions = RunOptions & {
  data: typeof dataNames[number];
  model: typeof modelNames[number];
  /** Folder that holds MNIST, if not the usual places. */
  dir?: string;
  /** Whether pixels become black or white. */
  binarize: boolean;
  help: boolean;
};

const TASK = "digits";

const table = {
  data: { type: "string", default: "8x8" },
  model: { type: "string", default: "pipeline" },
  dir: { type: "string" },
  binarize: { type: "boolean", default: false },
  ...runTable,
} as const;

/** Of the small digits the pipeline's epoch is 11 steps and not 461, so that it takes more of them. */
export const smallEpochs = 40;

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
  const model = oneOf(TASK, "--model", values.model, modelNames);
  const isShort = data === "8x8" && model === "pipeline";
  const defaults = { ...documented[model], ...(isShort ? { epochs: smallEpochs } : {}) };
  return {
    data,
    model,
    ...(dir === undefined ? {} : { dir: pathOf(TASK, "--dir", dir) }),
    binarize,
    ...parseRunOptions(TASK, values, defaults),
    help,
  };
}
