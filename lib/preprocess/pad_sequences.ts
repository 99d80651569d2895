import { cannot, checkInteger, createMatrix, type Matrix } from "../core/mod.ts";

/** A list of numbers, or of vectors of one length. */
export type Sequence = ArrayLike<number> | readonly ArrayLike<number>[];

/** What {@linkcode padSequences} may be told. */
export type PadSequencesOptions = {
  /** How many steps every sequence gets. @default as many as the longest has */
  length?: number | undefined;
  /** Where to put what is missing. @default "pre" */
  padding?: "pre" | "post" | undefined;
  /** Where to take away what is too much. @default "pre" */
  truncating?: "pre" | "post" | undefined;
  /** What to put where nothing is. @default 0 */
  value?: number | undefined;
};

/**
 * Brings sequences to one length: short ones are filled up, long ones cut.
 *
 * In front by default, so that a recurrent network, which remembers the end best, ends on the text.
 *
 * @param sequences Lists of numbers, such as a tokenizer gives, or lists of vectors, all of one length.
 * @param options All may be left out.
 * @returns A row for each sequence, `n × length`; of vectors of length d, one after the other, `n ×
 * (length · d)`.
 * @throws {RangeError} If `length` is not a whole number of at least 1, or vectors differ in length.
 *
 * @example
 * ```ts
 * import { padSequences } from "descent/preprocess";
 * import { rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const padded = padSequences([[1, 2, 3, 4], [5]], { length: 3 });
 * assertEquals(rowsOf(padded), [[2, 3, 4], [0, 0, 5]]);
 * ```
 *
 * Source: `keras.utils.pad_sequences`.
 */
export function padSequences(
  sequences: readonly Sequence[],
  { length, padding = "pre", truncating = "pre", value = 0 }: PadSequencesOptions = {},
): Matrix {
  if (length !== undefined) checkInteger(ACTION, "length", length, 1);
  checkSide("padding", padding);
  checkSide("truncating", truncating);
  const steps = length ?? sequences.reduce((most, sequence) => Math.max(most, sequence.length), 0);
  const width = widthOf(sequences);
  const padded = createMatrix(sequences.length, steps * width);
  padded.data.fill(value);
  sequences.forEach((sequence, i) => {
    const kept = Math.min(sequence.length, steps);
    const from = truncating === "pre" ? sequence.length - kept : 0;
    const to = padding === "pre" ? steps - kept : 0;
    for (let t = 0; t < kept; t++) {
      const step = sequence[from + t]!;
      const at = i * padded.columns + (to + t) * width;
      if (typeof step === "number") padded.data[at] = step;
      else padded.data.set(step, at);
    }
  });
  return padded;
}

/** The length of the vectors, 1 for numbers. */
function widthOf(sequences: readonly Sequence[]): number {
  let width: number | undefined;
  sequences.forEach((sequence, i) => {
    for (let t = 0; t < sequence.length; t++) {
      const step = sequence[t]!;
      const own = typeof step === "number" ? 1 : step.length;
      width ??= own;
      if (own === width) continue;
      const needed = `every step must have the ${width} numbers of the first`;
      throw new RangeError(`${cannot(ACTION, needed)}, got ${own} in sequence ${i}, step ${t}`);
    }
  });
  return width ?? 1;
}

function checkSide(name: string, side: string): void {
  if (side === "pre" || side === "post") return;
  throw new RangeError(cannot(ACTION, `${name} must be "pre" or "post"`, side));
}

const ACTION = "pad sequences";
