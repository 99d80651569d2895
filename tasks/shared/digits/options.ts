import { resolve } from "node:path";
import type { BackendChoice } from "descent/backend";
import type { OptimizerName } from "descent/nn";
import { oneOf, wholeNumber } from "../../cli/args.ts";
import { UsageError } from "../../cli/errors.ts";
import type { RunOptions } from "./run.ts";

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

/** The options that every task that learns digits takes, for `parseTaskArgs`. */
export const runTable = {
  epochs: { type: "string" },
  batch: { type: "string" },
  seed: { type: "string", default: "0" },
  backend: { type: "string", default: "auto" },
  limit: { type: "string" },
  optimizer: { type: "string" },
  save: { type: "string" },
  json: { type: "string" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Values of these options as they were given. */
type Given =
  & Partial<Record<"epochs" | "batch" | "limit" | "optimizer" | "save" | "json", string>>
  & { seed: string; backend: string; quiet: boolean };

/**
 * Reads the options of a run.
 *
 * @param task The task's name, for errors.
 * @param given What the command line says.
 * @param defaults What is taken where it says nothing.
 * @returns The options.
 * @throws {UsageError} If one is out of range.
 */
export function parseRunOptions(
  task: string,
  given: Given,
  defaults: Pick<RunOptions, "epochs" | "batch" | "optimizer">,
): RunOptions {
  const { epochs, batch, limit, optimizer, save, json, quiet } = given;
  if (save !== undefined && json !== undefined && resolve(save) === resolve(json)) {
    throw new UsageError(task, `--save and --json must name two places, got "${json}" for both`);
  }
  return {
    epochs: wholeNumber(task, "--epochs", epochs ?? `${defaults.epochs}`, 1, 1000),
    batch: wholeNumber(task, "--batch", batch ?? `${defaults.batch}`, 1, largestBatch),
    seed: wholeNumber(task, "--seed", given.seed, 0, 2 ** 32 - 1),
    backend: oneOf(task, "--backend", given.backend, backends),
    ...(limit === undefined ? {} : { limit: wholeNumber(task, "--limit", limit, 1) }),
    optimizer: oneOf(task, "--optimizer", optimizer ?? defaults.optimizer, optimizers),
    ...(save === undefined ? {} : { save: pathOf(task, "--save", save) }),
    ...(json === undefined ? {} : { json: pathOf(task, "--json", json) }),
    quiet,
  };
}

/**
 * A path given on the command line.
 *
 * @throws {UsageError} If it is blank.
 */
export function pathOf(task: string, option: string, text: string): string {
  if (text.trim() !== "") return text;
  throw new UsageError(task, `${option} must be a path, got "${text}"`);
}
