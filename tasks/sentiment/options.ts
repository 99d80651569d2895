import { resolve } from "node:path";
import { oneOf, parseTaskArgs, wholeNumber } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";
import { backends, largestBatch, pathOf } from "../shared/digits/options.ts";

/** What `deno task sentiment` was asked for. */
export type SentimentOptions = {
  /** 2 for negative and positive, 3 with neutral between. */
  classes: 2 | 3;
  /** Folder that holds the data, if not the usual places. */
  data?: string;
  /** Whether the embedded reports are wanted. */
  reports: boolean;
  epochs: number;
  /** Texts a step. */
  batch: number;
  /** Words of a text, for the LSTM. */
  length: number;
  seed: number;
  /** How many networks, with seeds from `seed` on. */
  seeds: number;
  backend: typeof backends[number];
  /** Texts to ask about. */
  texts: string[];
  /** Folder for the first network. */
  save?: string;
  /** File for the run card. */
  json?: string;
  quiet: boolean;
  help: boolean;
};

const table = {
  classes: { type: "string", default: "2" },
  data: { type: "string" },
  reports: { type: "boolean", default: false },
  epochs: { type: "string", default: "10" },
  batch: { type: "string", default: "32" },
  length: { type: "string", default: "100" },
  seed: { type: "string", default: "0" },
  seeds: { type: "string", default: "3" },
  backend: { type: "string", default: "auto" },
  text: { type: "string", multiple: true, default: [] as string[] },
  save: { type: "string" },
  json: { type: "string" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const TASK = "sentiment";

/**
 * Reads the command line of `deno task sentiment`.
 *
 * @param args The words after `deno task sentiment`.
 * @returns The options, with the documented values where none were given.
 * @throws {UsageError} If an option is unknown, lacks its value or has one out of range.
 */
export function parseSentimentOptions(args: string[]): SentimentOptions {
  const { values } = parseTaskArgs(TASK, args, table);
  const { data, reports, save, json, quiet, help } = values;
  const classes = oneOf(TASK, "--classes", values.classes, ["2", "3"]) === "3" ? 3 : 2;
  if (data !== undefined && (reports || classes === 3)) {
    const other = reports ? "--reports" : "--classes 3, which takes the reports,";
    throw new UsageError(TASK, `--data and ${other} exclude each other`);
  }
  if (save !== undefined && json !== undefined && resolve(save) === resolve(json)) {
    throw new UsageError(TASK, `--save and --json must name two places, got "${json}" for both`);
  }
  const seeds = wholeNumber(TASK, "--seeds", values.seeds, 1, 100);
  return {
    classes,
    ...(data === undefined ? {} : { data: pathOf(TASK, "--data", data) }),
    reports: reports || classes === 3,
    epochs: wholeNumber(TASK, "--epochs", values.epochs, 1, 1000),
    batch: wholeNumber(TASK, "--batch", values.batch, 1, largestBatch),
    length: wholeNumber(TASK, "--length", values.length, 1, 1000),
    seed: wholeNumber(TASK, "--seed", values.seed, 0, 2 ** 32 - seeds),
    seeds,
    backend: oneOf(TASK, "--backend", values.backend, backends),
    texts: values.text,
    ...(save === undefined ? {} : { save: folder(save) }),
    ...(json === undefined ? {} : { json: pathOf(TASK, "--json", json) }),
    quiet,
    help,
  };
}

/** The network and its tokenizer are two files. */
function folder(save: string): string {
  if (!save.endsWith(".h5")) return pathOf(TASK, "--save", save);
  throw new UsageError(TASK, `--save must name a folder, got "${save}"`);
}
