import { oneOf, parseTaskArgs, wholeNumber } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";

/** What a file of predictions may be about. */
export const kinds = ["auto", "classification", "regression"] as const;

/** What `deno task evaluate` was asked for. */
export type EvaluateOptions = {
  /** File of predictions; `-` is standard input. */
  predictions: string;
  /** File of another model's predictions for the same rows. */
  compare?: string;
  /** Columns by whose values the metrics are told apart. */
  slices: string[];
  /** File for the page, with the JSON beside it. */
  out?: string;
  /** File for the JSON alone. */
  json?: string;
  kind: typeof kinds[number];
  /** The label that scores and rates are about. */
  positive?: string;
  /** Stops at the first bad row. */
  strict: boolean;
  level: number;
  seed: number;
  help: boolean;
};

const table = {
  predictions: { type: "string" },
  compare: { type: "string" },
  slices: { type: "string", multiple: true, default: [] as string[] },
  out: { type: "string" },
  json: { type: "string" },
  kind: { type: "string", default: "auto" },
  positive: { type: "string" },
  strict: { type: "boolean", default: false },
  level: { type: "string", default: "0.95" },
  seed: { type: "string", default: "0" },
  help: { type: "boolean", short: "h", default: false },
} as const;

const TASK = "evaluate";

/**
 * Reads the command line of `deno task evaluate`.
 *
 * @param args The words after `deno task evaluate`.
 * @returns The options, with their defaults where none were given.
 * @throws {UsageError} If an option is unknown, lacks its value or has one out of range.
 */
export function parseEvaluateOptions(args: string[]): EvaluateOptions {
  const { values } = parseTaskArgs(TASK, args, table);
  const { predictions = "", compare, out, json, positive, strict, help } = values;
  if (!help && predictions === "") {
    throw new UsageError(TASK, "--predictions must name a file of predictions");
  }
  if (compare === "-" && predictions === "-") {
    throw new UsageError(TASK, "only one of --predictions and --compare can be standard input");
  }
  if (out !== undefined && !/\.html?$/i.test(out)) {
    throw new UsageError(TASK, `--out must end in .html, got "${out}"`);
  }
  return {
    predictions,
    ...(compare === undefined ? {} : { compare: path("--compare", compare) }),
    slices: columns(values.slices),
    ...(out === undefined ? {} : { out }),
    ...(json === undefined ? {} : { json: path("--json", json) }),
    kind: oneOf(TASK, "--kind", values.kind, kinds),
    ...(positive === undefined ? {} : { positive }),
    strict,
    level: share("--level", values.level),
    seed: wholeNumber(TASK, "--seed", values.seed, 0, 2 ** 32 - 1),
    help,
  };
}

/** `--slices age,city --slices sex` as three columns, each once. */
function columns(given: readonly string[]): string[] {
  const names = given.flatMap((list) => list.split(",")).map((name) => name.trim());
  if (names.every((name) => name !== "")) return [...new Set(names)];
  throw new UsageError(TASK, `--slices must name columns, got "${given.join(" ")}"`);
}

function path(option: string, text: string): string {
  if (text.trim() !== "") return text;
  throw new UsageError(TASK, `${option} must be a path, got "${text}"`);
}

function share(option: string, text: string): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (value > 0 && value < 1) return value;
  throw new UsageError(TASK, `${option} must be a number between 0 and 1, got "${text}"`);
}
