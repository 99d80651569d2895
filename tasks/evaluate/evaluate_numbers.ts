import { cannot } from "descent/core";
import { grouped } from "../mnist/format.ts";
import { breather } from "../ngram/breathe.ts";
import { compareNumbers, numberReport, numberSlices } from "./number_report.ts";
import { addNumbered, type NumberTally, numberTally } from "./number_tally.ts";
import { type Numbered, parseNumbers } from "./parse_row.ts";
import type { Fault } from "./faults.ts";
import type { Row } from "./read_rows.ts";
import { checkRows, eachRow, type Findings, groupsOfRow, type Work } from "./work.ts";

/** How good predicted numbers are. */
export async function evaluateNumbers(work: Work): Promise<Findings> {
  const { sources, options, signal } = work;
  for (const { table, layout } of sources) {
    if (layout.yPred >= 0) continue;
    throw new RangeError(cannot(`read ${table.name}`, "a regression needs a column y_pred"));
  }
  const tally = numberTally(sources.length, options.slices, options.seed);
  await eachRow(work, (row) => addRow(work, tally, row));
  checkRows(tally.rows, work);

  const breathe = breather(signal, 0);
  const models = [];
  for (const [m, { table }] of sources.entries()) {
    await breathe();
    models.push(numberReport(tally, [m, table.name], options));
  }
  await breathe();
  const { kept } = tally;
  return {
    rows: tally.rows,
    models,
    slices: numberSlices(tally, sources[0]!.table.name, options),
    ...sources.length > 1 ? { comparison: compareNumbers(tally, options) } : {},
    notes: [
      ...options.kind === "auto"
        ? ["These were taken for numbers; --kind classification takes them for labels."]
        : [],
      ...kept.seen > kept.rows
        ? [`The median rests on ${grouped(kept.rows)} rows, chosen at random.`]
        : [],
    ],
  };
}

function addRow({ sources }: Work, tally: NumberTally, row: Row): Fault | undefined {
  const models: Numbered[] = [];
  for (const [m, { table, layout }] of sources.entries()) {
    const said = parseNumbers(m === 0 ? row.fields : row.other!, layout);
    if (typeof said === "string") {
      return { file: table.name, line: m === 0 ? row.line : row.otherLine!, why: said };
    }
    models.push(said);
  }
  addNumbered(tally, {
    models,
    lines: [row.line, row.otherLine ?? 0],
    groups: groupsOfRow(row, sources[0]!),
  });
  return undefined;
}
