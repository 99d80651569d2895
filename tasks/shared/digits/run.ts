import type { Digits, Mnist } from "descent/data";
import type { Examples } from "descent/nn";
import type { Machinery } from "./machinery.ts";
import type { LayerRow } from "./model_table.ts";
import type { backends, optimizers } from "./options.ts";

/** What every task that learns digits can be asked for. */
export type RunOptions = {
  epochs: number;
  /** Images a step. */
  batch: number;
  seed: number;
  backend: typeof backends[number];
  /** Train, and test, on the first so many images only. */
  limit?: number;
  optimizer: typeof optimizers[number];
  /** Folder, or file in Keras's form, for the trained model. */
  save?: string;
  /** File for the run card. */
  json?: string;
  /** Print the result lines only. */
  quiet: boolean;
};

/** The settings that decide the numbers; not where files are. */
export type RunSettings =
  & Pick<RunOptions, "epochs" | "batch" | "seed" | "backend" | "optimizer" | "limit">
  & { data?: string; model?: string; binarize?: boolean };

/** Digits as they are, for people, and as the model takes them. */
export type Part = { digits: Digits; examples: Examples };

/** Where digits come from. */
export type RunSource = Mnist["source"];

/** A run that is ready for its first step. */
export type Run = {
  task: "mnist" | "digits";
  options: RunOptions;
  settings: RunSettings;
  data: { train: Part; validation?: Part; test: Part; source: RunSource };
  machinery: Machinery;
  model: ReturnType<Machinery["nn"]["documentedCnn"]>;
  layers: LayerRow[];
  /** How it differs from the documented run; empty for that one. */
  differences: string[];
  /** Whether a saved model is loaded again and asked. */
  reload: boolean;
  /** Lines on the data, which come first. */
  opening: string[];
};

/** The settings among the options. */
export function settingsOf(options: RunOptions): RunSettings {
  const { epochs, batch, seed, backend, optimizer, limit } = options;
  return { epochs, batch, seed, backend, optimizer, ...(limit === undefined ? {} : { limit }) };
}
