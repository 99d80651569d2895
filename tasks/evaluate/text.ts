import { counted, grouped } from "../mnist/format.ts";
import type { Report, SliceTable } from "./report.ts";
import { shown, shownInterval } from "./shown.ts";
import { comparisonTable, groupTable, metricTable, type TextTable } from "./tables.ts";

/** Rows of a table that a terminal still shows. */
const ROWS = 20;

/** What the terminal tells of a report. */
export function reportLines(report: Report): string[] {
  return [
    ...openingLines(report),
    "",
    ...aligned(metricTable(report)),
    ...report.comparison ? ["", ...aligned(comparisonTable(report.comparison, report.level))] : [],
    ...report.slices.flatMap((slice) => ["", ...sliceLines(slice, report)]),
    ...report.notes.length > 0 ? ["", ...report.notes.map((note) => `Note: ${note}`)] : [],
  ];
}

/** Rows that were left out: how many, and the first of them by file and line. */
export function faultLines({ leftOut: { count, first } }: Report): string[] {
  if (count === 0) return [];
  const named = first.map(({ file, line, why }) => `  ${file} line ${line}: ${why}`);
  const rest = count - first.length;
  return [
    `${counted(count, "bad row")} left out`,
    ...named,
    ...rest > 0 ? [`  and ${grouped(rest)} more`] : [],
  ];
}

/** What was evaluated, in words: `classification of 3,000 rows, 2 classes, positive is 1`. */
export function subjectOf({ kind, rows, positive, models: [a] }: Report): string {
  const classes = a?.confusion?.labels.length;
  return `${kind} of ${counted(rows, "row")}` +
    (classes === undefined ? "" : `, ${classes} class${classes === 1 ? "" : "es"}`) +
    (positive === undefined ? "" : `, positive is ${positive}`);
}

function openingLines(report: Report): string[] {
  const names = report.models.length > 1 ? ["A", "B"] : ["File"];
  return [
    ...report.models.map(({ file }, m) => `${names[m]}: ${file}`),
    subjectOf(report),
    ...faultLines(report),
  ];
}

function sliceLines(slice: SliceTable, { level, models }: Report): string[] {
  const { column, groups, worst, gap, fairness, file } = slice;
  const of = models.length > 1 ? ` in A, ${file}` : "";
  return [
    `By ${column}${of}: worst is ${worst}, ${shown(gap)} from the best`,
    ...aligned(groupTable(slice, level, ROWS)),
    ...groups.length > ROWS ? [`and ${counted(groups.length - ROWS, "group")} more`] : [],
    ...gapLines(fairness),
  ];
}

/** The two gaps between groups, with intervals, as far as they are defined. */
export function gapLines(fairness: SliceTable["fairness"]): string[] {
  const gaps = [
    ["demographic parity gap", fairness?.demographicParity],
    ["equalised odds gap", fairness?.equalisedOdds],
  ] as const;
  return gaps.flatMap(([name, gap]) =>
    gap ? [`${name} ${shown(gap.value)} (${shownInterval(gap.interval)})`] : []
  );
}

/** Columns of one width each; words begin on the left, numbers end on the right. */
function aligned({ head, rows, words }: TextTable): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, j) => Math.max(...all.map((row) => row[j]!.length)));
  const isWord = (j: number) => j === 0 || j >= head.length - words;
  return all.map((row) =>
    row.map((cell, j) => isWord(j) ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!))
      .join("  ").trimEnd()
  );
}
