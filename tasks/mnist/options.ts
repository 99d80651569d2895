import { resolve } from "node:path";
import type { BackendChoice } from "descent/backend";
import type { OptimizerName } from "descent/nn";
import { oneOf, parseTaskArgs, wholeNumber } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";

/** The back ends that can be asked for. */
export const backends = ["auto", "wasm", "webgpu", "cpu"] as const satisfies BackendChoice[];

/** The optimisers that can be asked for. */
export const optimizers = [
  "adam",
  "sgd",
  "rmsprop",
  "adagrad",
  "adamax",
  "adadelta",
] as const satisfies OptimizerName[];

/** Largest batch: its activations take about 0.7 GB, and WASM can address 4 GB. */
export const largestBatch = 4096;

/** What `deno task mnist` was asked for. */
export type MnistOptions = {
  /** Folder that holds the data, if not the usual places. */
  data?: string;
  epochs: number;
  /** Images a step. */
  batch: number;
  seed: number;
  backend: typeof backends[number];
  /** Train on the first so many images only. */
  limit?: number;
  optimizer: typeof optimizers[number];
  /** Folder for the trained model. */
  save?: string;
  /** File for the run card. */
  json?: string;
  /** Print the result lines only. */
  quiet: boolean;
  help: boolean;
};

const table = {
  data: { type: "string" },
  epochs: { type: "string", default: "5" },
  batch: { type: "string", default: "32" },
  seed: { type: "string", default: "0" },
  backend: { type: "string", default: "auto" },
  limit: { type: "string" },
  optimizer: { type: "string", default: "adam" },
  save: { type: "string" },
  json: { type: "string" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * Reads the command line of `deno task mnist`.
 *
 * @param args The words after `deno task mnist`.
 * @returns The options, with the documented run's values where none were given.
 * @throws {UsageError} If an option is unknown, lacks its value or has one out of range.
 */
export function parseMnistOptions(args: string[]): MnistOptions {
  const { values } = parseTaskArgs("mnist", args, table);
  const { data, limit, save, json, quiet, help } = values;
  if (save !== undefined && json !== undefined && resolve(save) === resolve(json)) {
    throw new UsageError("mnist", `--save and --json must name two places, got "${json}" for both`);
  }
  return {
    ...(data === undefined ? {} : { data: path("--data", data) }),
    epochs: wholeNumber("mnist", "--epochs", values.epochs, 1, 1000),
    batch: wholeNumber("mnist", "--batch", values.batch, 1, largestBatch),
    seed: wholeNumber("mnist", "--seed", values.seed, 0, 2 ** 32 - 1),
    backend: oneOf("mnist", "--backend", values.backend, backends),
    ...(limit === undefined ? {} : { limit: wholeNumber("mnist", "--limit", limit, 1) }),
    optimizer: oneOf("mnist", "--optimizer", values.optimizer, optimizers),
    ...(save === undefined ? {} : { save: path("--save", save) }),
    ...(json === undefined ? {} : { json: path("--json", json) }),
    quiet,
    help,
  };
}

function path(option: string, text: string): string {
  if (text.trim() !== "") return text;
  throw new UsageError("mnist", `${option} must be a path, got "${text}"`);
}
