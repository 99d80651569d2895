import { cannot } from "descent/core";
import { grouped } from "../mnist/format.ts";
import { breather } from "../ngram/breathe.ts";
import { compareClasses } from "./class_comparison.ts";
import { classReport, positiveNow } from "./class_report.ts";
import { alignedWith, type ClassSetting, classSettingOf } from "./class_setting.ts";
import { classSlices } from "./class_slices.ts";
import { addLabelled, type ClassTally, classTally } from "./class_tally.ts";
import { inOrder } from "./label_codes.ts";
import type { Layout } from "./layout.ts";
import { withEntries } from "./list_field.ts";
import { pairOf } from "./pair_counts.ts";
import { type Labelled, labelOf, parseLabelled } from "./parse_row.ts";
import type { Fault } from "./faults.ts";
import type { Row } from "./read_rows.ts";
import { checkRows, eachRow, type Findings, groupsOfRow, type Work } from "./work.ts";

/** How each file is read. */
type Reading = { layout: Layout; setting: ClassSetting }[];

/** How good predicted labels are, and their probabilities. */
export async function evaluateClasses(work: Work): Promise<Findings> {
  const { sources, options, signal } = work;
  const readings = readingsOf(work);
  const settings = readings.map(({ setting }) => setting);
  const tally = classTally(settings, options.slices, options.seed);
  await eachRow(work, (row) => addRow(work, readings, tally, row));
  checkRows(tally.rows, work);

  const positive = positiveNow(settings[0]!, tally);
  if (positive !== undefined && !tally.codes.names.includes(positive)) {
    const needed = "--positive must be a label that occurs";
    throw new RangeError(cannot("evaluate a classification", needed, positive));
  }
  const breathe = breather(signal, 0);
  const models = [];
  for (const [m, { table }] of sources.entries()) {
    await breathe();
    models.push(classReport(tally, [m, table.name], settings[m]!, positive, options));
  }
  await breathe();
  const slices = classSlices(tally, sources[0]!.table.name, positive, options);
  const isScored = settings.length > 1 && settings.every(({ width }) => width === 1);
  await breathe();
  return {
    rows: tally.rows,
    ...positive === undefined ? {} : { positive },
    models,
    slices,
    ...sources.length > 1 ? { comparison: compareClasses(tally, isScored, positive, options) } : {},
    notes: notesOf(tally, settings),
  };
}

function readingsOf({ sources: [first, second], head, options }: Work): Reading {
  const seen = head.map(({ fields }) => labelOf(fields[first!.layout.yTrue]!))
    .filter((label) => label !== "");
  const { table } = first!;
  const layout = withEntries(first!.layout, head[0]?.fields);
  const setting = classSettingOf(table.name, layout, seen, options.positive);
  const one = { layout, setting };
  if (!second) return [one];
  const { name } = second.table;
  const other = withEntries(second.layout, head[0]?.other);
  if (setting.width > 0) return [one, alignedWith(setting, name, other)];
  return [one, { layout: other, setting: classSettingOf(name, other, seen, options.positive) }];
}

function addRow(
  { sources }: Work,
  readings: Reading,
  tally: ClassTally,
  row: Row,
): Fault | undefined {
  const models: Labelled[] = [];
  for (const [m, { layout, setting }] of readings.entries()) {
    const said = parseLabelled(m === 0 ? row.fields : row.other!, layout, setting);
    if (typeof said === "string") {
      const line = m === 0 ? row.line : row.otherLine!;
      return { file: sources[m]!.table.name, line, why: said };
    }
    models.push(said);
  }
  addLabelled(tally, models, groupsOfRow(row, sources[0]!));
  return undefined;
}

function notesOf(tally: ClassTally, settings: ClassSetting[]): string[] {
  const { kept, joint, models } = tally;
  const notes: string[] = [];
  const strange = inOrder(neverTrue(tally));
  if (strange.length > 0) {
    const some = strange.slice(0, 5).join(", ") + (strange.length > 5 ? " …" : "");
    notes.push(`Predicted, and never true: ${some}.`);
  }
  if (kept.seen > kept.rows) {
    notes.push(
      `Areas, curves and calibration rest on ${grouped(kept.rows)} rows, ` +
        "chosen at random.",
    );
  }
  if (models.length > 1 && !joint) {
    notes.push("F1 is not compared: too many different combinations of labels.");
  }
  if (settings.length > 1 && settings[0]!.width !== settings[1]!.width) {
    notes.push("Probabilities are not compared: only one of the files has them.");
  }
  return notes;
}

/** Labels that are predicted though no row has them: of a kind not tested, or spelt in two ways. */
function neverTrue({ models, codes }: ClassTally): string[] {
  const pairs = models.flatMap(({ counts }) => [...counts.keys()].map(pairOf));
  const truths = new Set(pairs.map(([truth]) => truth));
  const predicted = new Set(pairs.map(([, said]) => said));
  return codes.names.filter((_, code) => predicted.has(code) && !truths.has(code));
}
