import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./errors.ts";

/** The options of a task, in the form of `node:util`'s parseArgs. */
export type OptionTable = NonNullable<ParseArgsConfig["options"]>;

/** The values found, typed from the table. */
export type Parsed<T extends OptionTable> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; strict: true; allowPositionals: true }>
>;

/**
 * Reads a task's command line.
 *
 * @param task The task's name, for the hint to its help.
 * @param args The words after `deno task <name>`.
 * @param options The options it takes.
 * @param positionals Whether it takes words that are no options. @default false
 * @returns `values` by option name and the other words as `positionals`.
 * @throws {UsageError} If an option is unknown or lacks its value, or a word is not wanted.
 */
export function parseTaskArgs<T extends OptionTable>(
  task: string,
  args: string[],
  options: T,
  positionals = false,
): Parsed<T> {
  try {
    const words = joinNegatives(args);
    const parsed = parseArgs({ args: words, options, strict: true, allowPositionals: true });
    if (positionals || parsed.positionals.length === 0) return parsed;
    throw new UsageError(task, `unexpected argument ${JSON.stringify(parsed.positionals[0])}`);
  } catch (error) {
    if (!isParseError(error)) throw error;
    throw new UsageError(task, inFewWords(error.message));
  }
}

/**
 * A whole number given on the command line.
 *
 * @param task The task's name, for the hint to its help.
 * @param option The option with its dashes, `"--epochs"`.
 * @param text What was given.
 * @param min Smallest number allowed. @default 0
 * @param max Largest number allowed. @default Number.MAX_SAFE_INTEGER
 * @returns The number.
 * @throws {UsageError} If the text is no such number.
 */
export function wholeNumber(
  task: string,
  option: string,
  text: string,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new UsageError(task, `${option} must be a whole number ${range}, got "${text}"`);
}

/**
 * The value of `--threads`.
 *
 * @param task The task's name, for the hint to its help.
 * @param text What was given.
 * @returns How many threads.
 * @throws {UsageError} If it is no whole number from 1 to 64.
 */
export function threadsOf(task: string, text: string): number {
  return wholeNumber(task, "--threads", text, 1, 64);
}

/**
 * A word given on the command line that must be one of a few.
 *
 * @param task The task's name, for the hint to its help.
 * @param option The option with its dashes, `"--backend"`.
 * @param text What was given.
 * @param choices The words allowed.
 * @returns The word, typed.
 * @throws {UsageError} If the text is none of them; the error lists them.
 */
export function oneOf<T extends string>(
  task: string,
  option: string,
  text: string,
  choices: readonly T[],
): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(task, `${option} must be one of ${choices.join(", ")}, got "${text}"`);
}

/** `--seed -1` as `--seed=-1`: no option is called -1, and who reads the number says what is wrong. */
function joinNegatives(args: readonly string[]): string[] {
  const words: string[] = [];
  for (const word of args) {
    const option = words.at(-1);
    if (/^-\d/.test(word) && option && /^--[^=]+$/.test(option)) {
      words.push(`${words.pop()}=${word}`);
    } else words.push(word);
  }
  return words;
}

function isParseError(error: unknown): error is Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("ERR_PARSE_ARGS");
}

/** Node's sentence without its advice on escaping, in our case. */
function inFewWords(message: string): string {
  const first = message.split(/\.(?:\s|$)|\n/)[0] ?? message;
  return first.charAt(0).toLowerCase() + first.slice(1);
}
