import type { Estimate } from "descent/metrics";
import { counted, grouped } from "../mnist/format.ts";
import type { ComparisonRow, GroupRow, Report, SliceTable } from "./report.ts";

/** Rows of a table that a terminal still shows. */
const ROWS = 20;

/** What the terminal tells of a report. */
export function reportLines(report: Report): string[] {
  return [
    ...openingLines(report),
    "",
    ...metricLines(report),
    ...report.comparison ? ["", ...comparisonLines(report.comparison, report.level)] : [],
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

/** A number with four digits behind the point, or as many as a large one needs. */
export function shown(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && size < 5e-5
    ? value.toExponential(1)
    : size >= 1e6
    ? value.toPrecision(6)
    : value.toFixed(size >= 1000 ? 1 : size >= 100 ? 2 : 4);
}

/** Both ends of an interval: `0.8375 … 0.8630`. */
export function shownInterval([low, high]: readonly [number, number]): string {
  return `${shown(low)} … ${shown(high)}`;
}

/** A p-value; below one in ten thousand its digits mean nothing. */
export function shownP(p: number): string {
  return p < 1e-4 ? "< 0.0001" : p.toFixed(4);
}

/** The level as people write it: `95 %`. */
export function shownLevel(level: number): string {
  return `${Number((100 * level).toPrecision(6))} %`;
}

/** How an interval was made, as people call it. */
export function shownMethod(method: string): string {
  return METHODS[method] ?? method;
}

const METHODS: Record<string, string> = {
  "wilson": "Wilson",
  "delong plain": "DeLong",
  "student": "Student's t",
  "woodruff": "Woodruff",
  "bootstrap percentile": "bootstrap",
  "bootstrap basic": "bootstrap",
};

function openingLines(report: Report): string[] {
  const names = report.models.length > 1 ? ["A", "B"] : ["File"];
  return [
    ...report.models.map(({ file }, m) => `${names[m]}: ${file}`),
    subjectOf(report),
    ...faultLines(report),
  ];
}

function metricLines({ models, level }: Report): string[] {
  const several = models.length > 1;
  const heads = models.flatMap((_, m) => [
    several ? "AB"[m]! : "value",
    `${shownLevel(level)} interval`,
  ]);
  const names = [...new Set(models.flatMap(({ metrics }) => metrics.map(({ name }) => name)))];
  const rows = names.map((name) => {
    const found = models.map(({ metrics }) => metrics.find((one) => one.name === name));
    const methods = new Set(found.flatMap((one) => one ? shownMethod(one.method) : []));
    return [name, ...found.flatMap(cells), [...methods].join(", ")];
  });
  return aligned([["metric", ...heads, "from"], ...rows], [0, 1 + heads.length]);
}

function cells(estimate: Estimate | undefined): string[] {
  return estimate ? [shown(estimate.value), shownInterval(estimate.interval)] : ["–", ""];
}

function comparisonLines(rows: ComparisonRow[], level: number): string[] {
  const head = ["A − B", "difference", `${shownLevel(level)} interval`, "p", "p (Holm)", "test"];
  return aligned([
    head,
    ...rows.map(({ name, difference, test }) => [
      name,
      ...cells(difference),
      shownP(test.pValue),
      shownP(test.corrected),
      test.method,
    ]),
  ], [0, head.length - 1]);
}

function sliceLines(slice: SliceTable, { level, models }: Report): string[] {
  const { column, metric, groups, worst, gap, fairness, file } = slice;
  const hasRates = groups.some(({ rates }) => rates);
  const head = [column, "rows", metric, `${shownLevel(level)} interval`];
  const rates = ["selected", "found", "false alarms"];
  const some = worstFirst(slice).slice(0, ROWS);
  const rows = some.map((row) => [
    row.group,
    grouped(row.n),
    ...cells(row),
    ...hasRates ? ratesOf(row) : [],
  ]);
  return [
    `By ${column}${models.length > 1 ? ` in A, ${file}` : ""}: worst is ${worst}, ` +
    `${shown(gap)} from the best`,
    ...aligned([[...head, ...hasRates ? rates : []], ...rows], [0]),
    ...groups.length > ROWS ? [`and ${counted(groups.length - ROWS, "group")} more`] : [],
    ...fairness
      ? Object.entries({
        "demographic parity gap": fairness.demographicParity,
        "equalised odds gap": fairness.equalisedOdds,
      }).flatMap(([name, gap]) =>
        gap ? [`${name} ${shown(gap.value)} (${shownInterval(gap.interval)})`] : []
      )
      : [],
  ];
}

/** The groups as a table has them: the worst on top. */
export function worstFirst({ groups, better }: SliceTable): GroupRow[] {
  return groups.toSorted((a, b) => better === "higher" ? a.value - b.value : b.value - a.value);
}

function ratesOf({ rates }: GroupRow): string[] {
  return [rates?.selected, rates?.found, rates?.falseAlarms].map((rate) =>
    rate ? shown(rate.value) : "–"
  );
}

/** Columns of one width each; those at `left` begin on the left. */
function aligned(rows: string[][], left: number[]): string[] {
  const widths = rows[0]!.map((_, j) => Math.max(...rows.map((row) => row[j]!.length)));
  return rows.map((row) =>
    row.map((cell, j) => left.includes(j) ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!))
      .join("  ").trimEnd()
  );
}
