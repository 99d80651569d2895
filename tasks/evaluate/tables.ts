import type { Estimate } from "descent/metrics";
import { grouped } from "../mnist/format.ts";
import type { ComparisonRow, GroupRow, ModelReport, Report, SliceTable } from "./report.ts";
import { shown, shownInterval, shownLevel, shownMethod, shownP } from "./shown.ts";

/** A table as text, for the terminal and for the page. */
export type TextTable = {
  head: string[];
  rows: string[][];
  /** How many of the last columns hold words; the first one does anyway. */
  words: number;
};

/** All metrics of one file, or of two side by side. */
export function metricTable({ models, level }: Report): TextTable {
  const several = models.length > 1;
  const values = models.flatMap((_, m) => [several ? "AB"[m]! : "value", intervalOf(level)]);
  const names = [...new Set(models.flatMap(({ metrics }) => metrics.map(({ name }) => name)))];
  const rows = names.map((name) => {
    const found = models.map(({ metrics }) => metrics.find((one) => one.name === name));
    const arrow = ARROWS[found.find((one) => one !== undefined)!.better];
    const methods = new Set(found.flatMap((one) => one ? shownMethod(one.method) : []));
    return [`${name} ${arrow}`, ...found.flatMap(cells), [...methods].join(", ")];
  });
  return { head: ["metric", ...values, "from"], rows, words: 1 };
}

/** Which way is good. */
const ARROWS = { higher: "↑", lower: "↓", zero: "→ 0" };

/** Differences of two models, with tests. */
export function comparisonTable(rows: ComparisonRow[], level: number): TextTable {
  return {
    head: ["A − B", "difference", intervalOf(level), "p", "p (Holm)", "test"],
    rows: rows.map(({ name, better, difference, test }) => [
      `${name} ${ARROWS[better]}`,
      ...cells(difference),
      shownP(test.pValue),
      shownP(test.corrected),
      test.method,
    ]),
    words: 1,
  };
}

/** The groups of a slice, the worst on top, so many at most. */
export function groupTable(slice: SliceTable, level: number, most: number): TextTable {
  const { column, metric, groups } = slice;
  const rates = groups.some(({ rates }) => rates) ? ["selected", "found", "false alarms"] : [];
  return {
    head: [column, "rows", metric, intervalOf(level), ...rates],
    rows: worstFirst(slice).slice(0, most).map((row) => [
      row.group,
      grouped(row.n),
      ...cells(row),
      ...rates.length > 0 ? ratesOf(row) : [],
    ]),
    words: 0,
  };
}

/** Precision, recall and F1 class by class, so many at most. */
export function classTable(
  classes: NonNullable<ModelReport["classes"]>,
  level: number,
  most: number,
): TextTable {
  const areas = classes.some(({ area }) => area) ? ["AUC against the rest", intervalOf(level)] : [];
  const shares = ["precision", "recall"].flatMap((name) => [name, intervalOf(level)]);
  return {
    head: ["class", "rows", ...shares, "F1", ...areas],
    rows: classes.slice(0, most).map(({ label, support, precision, recall, f1, area }) => [
      label,
      grouped(support),
      ...cells(precision),
      ...cells(recall),
      shown(f1),
      ...areas.length > 0 ? cells(area) : [],
    ]),
    words: 0,
  };
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

function cells(estimate: Estimate | undefined): string[] {
  return estimate ? [shown(estimate.value), shownInterval(estimate.interval)] : ["–", ""];
}

function intervalOf(level: number): string {
  return `${shownLevel(level)} interval`;
}
