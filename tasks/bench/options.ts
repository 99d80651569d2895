import { oneOf, parseTaskArgs, threadsOf, wholeNumber } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";
import { MODELS } from "./train/models.ts";
import { BENCHES, type BenchRequest, type OwnOption } from "./registry.ts";

/** What `deno task bench` was asked for. */
export type BenchOptions = BenchRequest & {
  /** Names of the registry, each once, in the order given. */
  benches: string[];
  /** File for all timings. */
  json?: string;
  /** File for a page with figures. */
  html?: string;
  help: boolean;
};

const table = {
  peers: { type: "boolean" },
  python: { type: "string" },
  rounds: { type: "string" },
  steps: { type: "string" },
  model: { type: "string", multiple: true },
  threads: { type: "string" },
  curves: { type: "boolean" },
  html: { type: "string" },
  json: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const ROUNDS = "5";

const OWN_OPTIONS: readonly OwnOption[] = [
  "peers",
  "python",
  "steps",
  "model",
  "threads",
  "curves",
  "html",
];

/**
 * Reads the command line of `deno task bench`.
 *
 * @param args The words after `deno task bench`.
 * @returns The options. A Python that is named is there to run the peers.
 * @throws {UsageError} If a word or option is unknown, lacks its value, has one out of range, or
 * belongs to nothing that is measured.
 */
export function parseBenchOptions(args: string[]): BenchOptions {
  const { values, positionals } = parseTaskArgs("bench", args, table, true);
  const words = positionals.length > 0 ? positionals : ["mnist"];
  const names = Object.keys(BENCHES);
  const benches = [...new Set(words.map((word) => oneOf("bench", "what to measure", word, names)))];
  for (const option of OWN_OPTIONS) {
    if (values[option] !== undefined) checkTaken(option, benches);
  }
  const { peers = false, python, rounds = ROUNDS, steps, model, threads } = values;
  const { curves, json, html, help = false } = values;
  if (curves && model) throw new UsageError("bench", "--curves takes no --model");
  if (html !== undefined && !/\.html$/i.test(html)) {
    throw new UsageError("bench", `--html must name a file that ends in .html, got "${html}"`);
  }
  return {
    benches,
    rounds: wholeNumber("bench", "--rounds", rounds, 1, 1000),
    ...(steps === undefined ? {} : { steps: wholeNumber("bench", "--steps", steps, 1, 10_000) }),
    ...(model === undefined ? {} : { models: modelsOf(model) }),
    ...(threads === undefined ? {} : { threads: threadsOf("bench", threads) }),
    peers: peers || python !== undefined,
    ...(python === undefined ? {} : { python }),
    ...(curves ? { curves } : {}),
    ...(json === undefined ? {} : { json }),
    ...(html === undefined ? {} : { html }),
    help,
  };
}

function modelsOf(words: readonly string[]): string[] {
  const names = Object.keys(MODELS);
  return [...new Set(words.map((word) => oneOf("bench", "--model", word, names)))];
}

function checkTaken(option: OwnOption, benches: readonly string[]): void {
  const takers = Object.keys(BENCHES).filter((name) => BENCHES[name]!.options.includes(option));
  if (benches.some((name) => takers.includes(name))) return;
  const whose = takers.map((name) => `"${name}"`).join(", ");
  throw new UsageError("bench", `--${option} belongs to ${whose}`);
}
