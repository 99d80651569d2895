import type { DataSource } from "./read_data_file.ts";

/** Text to learn a language model from, as plain values. */
export type TextCorpus = {
  /** A sentence, or what stands on one line of the file, each; without line ends. */
  lines: readonly string[];
  /** Whether blanks already stand between all tokens, marks too, as in WikiText. */
  tokenized: boolean;
  /** The parts that have a title, in the order of `lines`; left out where there are none. */
  pieces?: readonly Piece[];
  /** Where the text comes from. */
  source: DataSource;
};

/** One part of a corpus: the lines from `from` up to, not including, `to`. */
export type Piece = { title: string; from: number; to: number };

/** The lines of a text; a line end at its end begins no further one. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
