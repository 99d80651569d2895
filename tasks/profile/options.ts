import { MODELS } from "../bench/train/models.ts";
import { oneOf, parseTaskArgs, threadsOf, wholeNumber } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";

/** What `deno task profile` was asked for. */
export type ProfileOptions = {
  /** The network's name in `deno task bench train`. */
  model: string;
  steps: number;
  batch: number;
  fit: boolean;
  predict: boolean;
  /** Threads that share the work. @default one a processor */
  threads?: number;
  /** File for everything measured. */
  json?: string;
  help: boolean;
};

const table = {
  steps: { type: "string" },
  batch: { type: "string" },
  fit: { type: "boolean" },
  predict: { type: "boolean" },
  threads: { type: "string" },
  json: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Reads the command line of `deno task profile`.
 *
 * @param args The words after `deno task profile`.
 * @returns The options.
 * @throws {UsageError} If a word or option is unknown, lacks its value or has one out of range.
 */
export function parseProfileOptions(args: string[]): ProfileOptions {
  const { values, positionals } = parseTaskArgs("profile", args, table, true);
  const [model = "documented", more] = positionals;
  if (more !== undefined) {
    throw new UsageError("profile", `unexpected argument ${JSON.stringify(more)}`);
  }
  const { steps = "30", batch = "32", fit = false, predict = false } = values;
  const { threads, json, help = false } = values;
  if (fit && predict) throw new UsageError("profile", "--fit and --predict exclude each other");
  return {
    model: oneOf("profile", "the network", model, Object.keys(MODELS)),
    steps: wholeNumber("profile", "--steps", steps, 1, 10_000),
    batch: wholeNumber("profile", "--batch", batch, 1, 4096),
    fit,
    predict,
    ...(threads === undefined ? {} : { threads: threadsOf("profile", threads) }),
    ...(json === undefined ? {} : { json }),
    help,
  };
}
