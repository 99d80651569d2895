import { oneOf, parseTaskArgs, wholeNumber } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";

/** What can be measured. */
export const benches = ["mnist", "kernels"] as const;

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
  peers: { type: "boolean" },
  python: { type: "string" },
  rounds: { type: "string" },
  steps: { type: "string" },
  json: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const ROUNDS = "5";

/** An epoch of MNIST: in short rounds the 60 ms in which Keras's fit sets out would count too much. */
const STEPS = "1875";

/** Options that make no sense for the kernels. */
const MNIST_ONLY = ["peers", "python", "steps"] as const;

/**
 * Reads the command line of `deno task bench`.
 *
 * @param args The words after `deno task bench`.
 * @returns The options. A Python that is named is there to run the peers.
 * @throws {UsageError} If a word or option is unknown, lacks its value, has one out of range, or
 * does not belong to what is measured.
 */
export function parseBenchOptions(args: string[]): BenchOptions {
  const { values, positionals } = parseTaskArgs("bench", args, table, true);
  const [word = "mnist", ...more] = positionals;
  if (more.length > 0) throw new UsageError("bench", `unexpected argument "${more[0]}"`);
  const bench = oneOf("bench", "what to measure", word, benches);
  const wrong = MNIST_ONLY.find((name) => bench === "kernels" && values[name] !== undefined);
  if (wrong) throw new UsageError("bench", `--${wrong} belongs to "mnist"`);
  const { peers = false, python, json, help = false } = values;
  const { rounds = ROUNDS, steps = STEPS } = values;
  return {
    bench,
    rounds: wholeNumber("bench", "--rounds", rounds, 1, 1000),
    steps: wholeNumber("bench", "--steps", steps, 1, 10_000),
    peers: peers || python !== undefined,
    ...(python === undefined ? {} : { python }),
    ...(json === undefined ? {} : { json }),
    help,
  };
}
