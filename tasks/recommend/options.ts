import { oneOf, parseTaskArgs, wholeNumber } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";

/** The models that can be asked for, in the order of the table. */
export const modelNames = [
  "popular",
  "biases",
  "users",
  "items",
  "als",
  "sgd",
  "implicit-items",
  "implicit-als",
] as const;

/** The name of a model. */
export type ModelName = typeof modelNames[number];

const splits = ["person", "moment"] as const;

/** What `deno task recommend` was asked for. */
export type RecommendOptions = {
  /** Folder that holds the data, if not the usual places. */
  data?: string;
  madeUp: boolean;
  models: ModelName[];
  split: typeof splits[number];
  k: number;
  factors: number;
  neighbours: number;
  /** Whom to recommend to, by the data's own number. */
  person?: number;
  seed: number;
  /** File for the run card. */
  json?: string;
  quiet: boolean;
  help: boolean;
};

const table = {
  data: { type: "string" },
  "made-up": { type: "boolean", default: false },
  models: { type: "string", default: modelNames.join(",") },
  split: { type: "string", default: "person" },
  k: { type: "string", default: "10" },
  factors: { type: "string", default: "20" },
  neighbours: { type: "string", default: "40" },
  person: { type: "string" },
  seed: { type: "string", default: "0" },
  json: { type: "string" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const TASK = "recommend";

/**
 * Reads the command line of `deno task recommend`.
 *
 * @param args The words after `deno task recommend`.
 * @returns The options, with their defaults where none were given.
 * @throws {UsageError} If an option is unknown, lacks its value or has one out of range.
 */
export function parseRecommendOptions(args: string[]): RecommendOptions {
  const { values } = parseTaskArgs(TASK, args, table);
  const { data, person, json, quiet, help } = values;
  if (data !== undefined && values["made-up"]) {
    throw new UsageError(TASK, "--data and --made-up exclude each other");
  }
  return {
    ...(data === undefined ? {} : { data: path("--data", data) }),
    madeUp: values["made-up"],
    models: listOfModels(values.models),
    split: oneOf(TASK, "--split", values.split, splits),
    k: wholeNumber(TASK, "--k", values.k, 1, 100),
    factors: wholeNumber(TASK, "--factors", values.factors, 1, 200),
    neighbours: wholeNumber(TASK, "--neighbours", values.neighbours, 1, 1000),
    ...(person === undefined ? {} : { person: wholeNumber(TASK, "--person", person) }),
    seed: wholeNumber(TASK, "--seed", values.seed, 0, 2 ** 32 - 1),
    ...(json === undefined ? {} : { json: path("--json", json) }),
    quiet,
    help,
  };
}

/** In the order of the table, each once. */
function listOfModels(text: string): ModelName[] {
  const wanted = text.split(",").map((name) => oneOf(TASK, "--models", name.trim(), modelNames));
  return modelNames.filter((name) => wanted.includes(name));
}

function path(option: string, text: string): string {
  if (text.trim() !== "") return text;
  throw new UsageError(TASK, `${option} must be a path, got "${text}"`);
}
