import { oneOf, parseTaskArgs, wholeNumber } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";

/** What can be measured. */
export const benches = ["mnist"] as const;

/** What `deno task bench` was asked for. */
export type BenchOptions = {
  bench: typeof benches[number];
  /** Rounds that are counted. */
  rounds: number;
  /** Training steps a round. */
  steps: number;
  /** Whether Keras and PyTorch run too. */
  peers: boolean;
  /** The Python to run them. */
  python?: string;
  /** File for all timings. */
  json?: string;
  help: boolean;
};

const table = {
  peers: { type: "boolean", default: false },
  python: { type: "string" },
  rounds: { type: "string", default: "7" },
  steps: { type: "string", default: "300" },
  json: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * Reads the command line of `deno task bench`.
 *
 * @param args The words after `deno task bench`.
 * @returns The options. A Python that is named is there to run the peers.
 * @throws {UsageError} If a word or option is unknown, lacks its value or has one out of range.
 */
export function parseBenchOptions(args: string[]): BenchOptions {
  const { values, positionals } = parseTaskArgs("bench", args, table, true);
  const [bench = "mnist", ...more] = positionals;
  if (more.length > 0) throw new UsageError("bench", `unexpected argument "${more[0]}"`);
  const { peers, python, json, help } = values;
  return {
    bench: oneOf("bench", "what to measure", bench, benches),
    rounds: wholeNumber("bench", "--rounds", values.rounds, 1, 1000),
    steps: wholeNumber("bench", "--steps", values.steps, 1, 10_000),
    peers: peers || python !== undefined,
    ...(python === undefined ? {} : { python }),
    ...(json === undefined ? {} : { json }),
    help,
  };
}
