import { resolve } from "node:path";
import { type SmoothingKind, SMOOTHINGS } from "descent/ngram";
import { oneOf, parseTaskArgs, wholeNumber } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";

/** What the task can do. */
export const commands = ["train", "perplexity", "generate", "explain", "query"] as const;

/** What a token is. */
export const units = ["words", "blanks", "characters"] as const;

/** What a token is: `words` and marks apart, what stands between `blanks`, `characters`. */
export type Unit = typeof units[number];

/** The parts of WikiText-2. */
export const parts = ["train", "valid", "test"] as const;

/** What `deno task ngram` was asked for. */
export type NgramOptions = {
  command: typeof commands[number];
  /** The words after the command. */
  words: string[];
  order: number;
  smoothing: SmoothingKind;
  /** Nothing if the text or the model shall decide. */
  unit?: Unit;
  lowercase: boolean;
  minCount: number;
  vocabulary?: number;
  prune: number[];
  testEvery: number;
  /** File for the model. */
  save?: string;
  part: typeof parts[number];
  seed: number;
  count: number;
  maxWords: number;
  temperature: number;
  topK?: number;
  topP?: number;
  /** File for the result. */
  json?: string;
  quiet: boolean;
  help: boolean;
};

const table = {
  order: { type: "string", default: "3" },
  smoothing: { type: "string", default: "modified-kneser-ney" },
  unit: { type: "string" },
  lowercase: { type: "boolean", default: false },
  "min-count": { type: "string", default: "1" },
  vocabulary: { type: "string" },
  prune: { type: "string", default: "0" },
  "test-every": { type: "string", default: "10" },
  save: { type: "string" },
  part: { type: "string", default: "valid" },
  seed: { type: "string", default: "0" },
  count: { type: "string", default: "5" },
  "max-words": { type: "string", default: "50" },
  temperature: { type: "string", default: "1" },
  "top-k": { type: "string" },
  "top-p": { type: "string" },
  json: { type: "string" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * Reads the command line of `deno task ngram`.
 *
 * @param args The words after `deno task ngram`.
 * @returns The options, with their defaults where none were given.
 * @throws {UsageError} If the command or an option is unknown, lacks its value or has one out of
 * range, or words are missing or too many.
 */
export function parseNgramOptions(args: string[]): NgramOptions {
  const { values, positionals: [first, ...words] } = parseTaskArgs("ngram", args, table, true);
  const { quiet, help, lowercase, save, json, vocabulary } = values;
  const command = help ? "train" : commandOf(first);
  if (!help) checkWords(command, words);
  checkPlaces(command, save, json);
  const whole = (name: keyof typeof values, min: number, max?: number) =>
    wholeNumber("ngram", `--${name}`, String(values[name]), min, max);
  return {
    command,
    words,
    order: whole("order", 1, 16),
    smoothing: oneOf("ngram", "--smoothing", values.smoothing, SMOOTHINGS),
    ...(values.unit && { unit: oneOf("ngram", "--unit", values.unit, units) }),
    lowercase,
    minCount: whole("min-count", 1),
    ...(vocabulary !== undefined && { vocabulary: whole("vocabulary", 1) }),
    prune: pruneOf(values.prune),
    testEvery: testEveryOf(values["test-every"]),
    ...(save !== undefined && { save: path("--save", save) }),
    part: oneOf("ngram", "--part", values.part, parts),
    seed: whole("seed", 0, 2 ** 32 - 1),
    count: whole("count", 1, 1_000_000),
    maxWords: whole("max-words", 1, 1_000_000),
    temperature: number("--temperature", values.temperature, 100),
    ...(values["top-k"] !== undefined && { topK: whole("top-k", 1) }),
    ...(values["top-p"] !== undefined && { topP: number("--top-p", values["top-p"], 1) }),
    ...(json !== undefined && { json: path("--json", json) }),
    quiet,
    help,
  };
}

function commandOf(word: string | undefined): NgramOptions["command"] {
  if (word !== undefined) return oneOf("ngram", "the command", word, commands);
  const [last, ...others] = commands.toReversed();
  const names = `${others.toReversed().join(", ")} or ${last}`;
  throw new UsageError("ngram", `name a command, ${names}: try "deno task ngram train"`);
}

/** How many words each command takes. */
const WORDS: Record<typeof commands[number], { least: number; most: number; names: string }> = {
  train: { least: 0, most: 1, names: "one TEXT at most" },
  perplexity: { least: 1, most: 2, names: "MODEL and one TEXT at most" },
  generate: { least: 0, most: Infinity, names: "MODEL and WORDS" },
  explain: { least: 2, most: Infinity, names: "MODEL and WORDS" },
  query: { least: 0, most: Infinity, names: "MODEL and WORDS" },
};

function checkWords(command: NgramOptions["command"], words: string[]): void {
  const { least, most, names } = WORDS[command];
  if (words.length >= least && words.length <= most) return;
  const given = words.length === 0 ? "nothing" : `"${words.join(" ")}"`;
  throw new UsageError("ngram", `${command} takes ${names}, got ${given}`);
}

function checkPlaces(command: string, save?: string, json?: string): void {
  if (save === undefined) return;
  if (command !== "train") throw new UsageError("ngram", `--save belongs to train, not ${command}`);
  if (json === undefined || resolve(save) !== resolve(json)) return;
  throw new UsageError("ngram", `--save and --json must name two places, got "${json}" for both`);
}

function pruneOf(text: string): number[] {
  return text.split(/[ ,]+/).map((part) => wholeNumber("ngram", "--prune", part));
}

function testEveryOf(text: string): number {
  const every = wholeNumber("ngram", "--test-every", text);
  if (every !== 1) return every;
  throw new UsageError("ngram", '--test-every must be 0 or at least 2, got "1"');
}

function number(option: string, text: string, most: number): number {
  const value = /^\d*\.?\d+(?:e-?\d+)?$/i.test(text) ? Number(text) : NaN;
  if (value > 0 && value <= most) return value;
  throw new UsageError("ngram", `${option} must be a number above 0, up to ${most}, got "${text}"`);
}

function path(option: string, text: string): string {
  if (text.trim() !== "") return text;
  throw new UsageError("ngram", `${option} must be a path, got "${text}"`);
}
