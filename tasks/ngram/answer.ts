import type { Opened } from "./open_model.ts";
import type { NgramOptions } from "./options.ts";

/** What a command has found. */
export type Answer = {
  /** All that is to be said. */
  lines: string[];
  /** The result alone, for `--quiet`. */
  result: string[];
  /** The same as plain data, for `--json`. */
  card: unknown;
  /** The model that was trained, for `--save`. */
  trained?: Opened;
};

/** One of the task's commands. */
export type Command = (options: NgramOptions, signal: AbortSignal) => Promise<Answer>;
