import { cannot } from "descent/core";
import type { Fault, Faults } from "./faults.ts";
import type { EvaluateOptions } from "./options.ts";
import { type Batch, isRow, type Row, type Source } from "./read_rows.ts";
import type { Report } from "./report.ts";

/** What an evaluation works on. */
export type Work = {
  sources: Source[];
  /** Rows that were read to find out what they are about. */
  head: readonly Row[];
  /** All rows, those of the head first. */
  batches: AsyncIterable<Batch>;
  faults: Faults;
  options: EvaluateOptions;
  signal: AbortSignal;
  /** Is told how many rows have been read. */
  onRows(rows: number): void;
};

/** What an evaluation finds; the rest of a report is known without. */
export type Findings = Pick<
  Report,
  "rows" | "models" | "slices" | "comparison" | "positive" | "notes"
>;

/**
 * Goes through all rows and counts the bad ones, in the order of the file.
 *
 * @param work What to go through.
 * @param add Takes in a row, or says what is wrong with it.
 */
export async function eachRow(
  { batches, faults, onRows }: Work,
  add: (row: Row) => Fault | undefined,
): Promise<void> {
  let rows = 0;
  for await (const batch of batches) {
    onRows(rows += batch.length);
    for (const row of batch) {
      const fault = isRow(row) ? add(row) : row;
      if (fault) faults.add(fault);
    }
  }
}

/** Stops unless there is enough to judge by. */
export function checkRows(rows: number, { sources, faults }: Work): void {
  if (rows >= 2) return;
  const { name } = sources[0]!.table;
  const [first] = faults.first;
  const why = first ? `; ${first.file} line ${first.line}: ${first.why}` : "";
  const needed = `2 rows that can be read are the least, got ${rows}${why}`;
  throw new RangeError(cannot(`evaluate ${name}`, needed));
}

/** The values of a row in the columns of the slices. */
export function groupsOfRow({ fields }: Row, { layout }: Source): string[] {
  return layout.slices.map((at) => fields[at]!.trim() || "(missing)");
}
