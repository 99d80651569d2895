import { cannot } from "descent/core";
import type { Fault } from "./faults.ts";
import type { Layout } from "./layout.ts";
import type { Rows, Table } from "./read_table.ts";

/** A file with its layout. */
export type Source = { table: Table; layout: Layout };

/** One row of the first file, and of the second if there is one, that can be read. */
export type Row = { fields: string[]; line: number; other?: string[]; otherLine?: number };

/** Rows in the order of the file, with what cannot be read in its place. */
export type Batch = (Row | Fault)[];

/** Whether it is a row, and not what is wrong with one. */
export function isRow(row: Row | Fault): row is Row {
  return !("why" in row);
}

/**
 * The rows of one file, or the pairs of rows of two that go side by side; a pair of which one cannot
 * be read is a fault.
 *
 * @param first The file of predictions.
 * @param second The file to compare with, if any.
 * @throws {RangeError} If one file has more rows than the other, or two rows are not about the same
 * sample.
 */
export async function* readRows(
  first: Source,
  second: Source | undefined,
): AsyncGenerator<Batch, void> {
  if (second === undefined) {
    for await (const rows of first.table.batches) yield batchOf(first.table.name, rows);
    return;
  }
  const others = cursor(second.table.batches);
  for await (const rows of first.table.batches) {
    const pairs: Batch = [];
    for (const [i, fields] of rows.fields.entries()) {
      // Only where a batch ends is there anything to wait for.
      if (!others.hasNext() && !await others.more()) {
        throw new RangeError(tooShort(second.table.name, first.table.name));
      }
      const { fields: other, line: otherLine, fault: otherFault } = others.next();
      const line = rows.lines[i]!;
      const fault = rows.faults.get(i);
      if (fault !== undefined) pairs.push({ file: first.table.name, line, why: fault });
      else if (otherFault !== undefined) {
        pairs.push({ file: second.table.name, line: otherLine, why: otherFault });
      } else {
        const pair = { fields, line, other, otherLine };
        checkSameSample(first, second, pair);
        pairs.push(pair);
      }
    }
    yield pairs;
  }
  if (others.hasNext() || await others.more()) {
    throw new RangeError(tooShort(first.table.name, second.table.name));
  }
}

function batchOf(file: string, { fields, lines, faults }: Rows): Batch {
  return fields.map((row, i) => {
    const why = faults.get(i);
    return why === undefined ? { fields: row, line: lines[i]! } : { file, line: lines[i]!, why };
  });
}

/** Rows one by one out of batches. */
function cursor(batches: AsyncGenerator<Rows, void>) {
  let rows: Rows = { fields: [], lines: [], faults: new Map() };
  let at = 0;
  return {
    hasNext: () => at < rows.lines.length,
    /** Fetches a batch; whether there was one. */
    async more(): Promise<boolean> {
      const next = await batches.next();
      if (!next.done) [rows, at] = [next.value, 0];
      return !next.done;
    },
    next() {
      const i = at++;
      return { fields: rows.fields[i]!, line: rows.lines[i]!, fault: rows.faults.get(i) };
    },
  };
}

function tooShort(short: string, long: string): string {
  return cannot(
    "compare the files",
    `both must have the same rows, and ${short} ends before ${long}`,
  );
}

function checkSameSample(first: Source, second: Source, { fields, line, other, otherLine }: Row) {
  const pairs = [
    ["id", first.layout.id, second.layout.id],
    ["y_true", first.layout.yTrue, second.layout.yTrue],
  ] as const;
  for (const [column, a, b] of pairs) {
    if (a < 0 || b < 0) continue;
    const [one, two] = [fields[a]!.trim(), other![b]!.trim()];
    if (one === two || (column === "y_true" && one !== "" && Number(one) === Number(two))) continue;
    const needed = `both must have the same rows in the same order, and ${column} is ` +
      `"${one}" in line ${line} of ${first.table.name}, "${two}" in line ${otherLine} of ${second.table.name}`;
    throw new RangeError(cannot("compare the files", needed));
  }
}
