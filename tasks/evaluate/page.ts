import { figureHtml, plotlyLoader, toSvg } from "descent/plot";
import { escapeHtml } from "../nb/html.ts";
import { page } from "../nb/site/page.ts";
import { figuresOf, type ToldFigure } from "./figures.ts";
import type { ClassRow, ComparisonRow, ModelReport, Report, SliceTable } from "./report.ts";
import {
  faultLines,
  shown,
  shownInterval,
  shownLevel,
  shownMethod,
  shownP,
  subjectOf,
  worstFirst,
} from "./text.ts";

/** Classes, or groups of a slice, that a page lists. */
const ROWS = 60;

/**
 * A report as one page that needs no network: tables, and figures that move where scripts run.
 *
 * @param report What was found.
 * @param breathe Is awaited between figures, so that Ctrl-C is heard.
 * @returns The text of the file.
 */
export async function reportPage(report: Report, breathe: () => Promise<void>): Promise<string> {
  const figures: string[] = [];
  for (const figure of figuresOf(report)) {
    await breathe();
    figures.push(await figureSection(figure));
  }
  const names = report.models.map(({ file }) => file).join(" and ");
  const body = [
    `<style>${STYLE}</style>`,
    `<h1>How good are the predictions?</h1>`,
    opening(report),
    `<h2>Metrics</h2>`,
    metricTable(report),
    ...report.comparison
      ? [`<h2>Is A better than B?</h2>`, comparison(report.comparison, report)]
      : [],
    ...report.slices.map((slice) => sliceSection(slice, report)),
    ...report.models.flatMap((model, m) => classTable(model, m, report)),
    ...figures.length > 0
      ? [`<h2>Figures</h2>`, `<div class="figures">${figures.join("\n")}</div>`]
      : [],
    footer(report),
    figures.length > 0 ? await plotlyLoader("cartesian") : "",
  ];
  return page(`Evaluation of ${names}`, body.join("\n"));
}

const STYLE = `
body { max-width: 70rem; }
p { max-width: 44rem; }
table { font-size: 0.9rem; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
td, th { text-align: right; white-space: nowrap; }
td:first-child, th:first-child { text-align: left; }
td.text, th.text { text-align: left; color: light-dark(#5b6470, #9aa4b2); }
caption, .quiet { color: light-dark(#5b6470, #9aa4b2); font-size: 0.9rem; }
.warning { border-left: 3px solid #d97706; padding: 0.1rem 0.9rem; }
.figures { display: flex; flex-wrap: wrap; gap: 2rem 1.5rem; }
figure { margin: 0; max-width: 100%; }
figcaption { font-size: 0.9rem; line-height: 1.4; }
`;

async function figureSection({ figure, text }: ToldFigure): Promise<string> {
  const html = figureHtml(figure, { svg: await toSvg(figure) });
  const { width } = figure.layout as { width: number };
  return `<figure style="width:${width}px">${html}<figcaption>${
    escapeHtml(text)
  }</figcaption></figure>`;
}

function opening(report: Report): string {
  const { models, notes } = report;
  const names = models.length > 1 ? ["A: ", "B: "] : [""];
  const files = models.map(({ file }, m) => `${names[m]}<code>${escapeHtml(file)}</code>`);
  const [left, ...faults] = faultLines(report);
  const list = faults.map((line) => `<li>${escapeHtml(line.trim())}</li>`).join("");
  const warning = left === undefined
    ? ""
    : `<div class="warning"><p>${escapeHtml(left)}</p><ul>${list}</ul></div>`;
  const told = notes.map((note) => `<p>${escapeHtml(note)}</p>`).join("");
  return `<p>${files.join("<br>")}<br>${escapeHtml(subjectOf(report))}</p>${warning}${told}`;
}

function metricTable({ models, level }: Report): string {
  const several = models.length > 1;
  const interval = `${shownLevel(level)} interval`;
  const head = models.flatMap((_, m) => [several ? "AB"[m]! : "value", interval]);
  const names = [...new Set(models.flatMap(({ metrics }) => metrics.map(({ name }) => name)))];
  const rows = names.map((name) => {
    const found = models.map(({ metrics }) => metrics.find((one) => one.name === name));
    const first = found.find((one) => one !== undefined)!;
    const better = first.better === "zero" ? "0 is best" : `${first.better} is better`;
    const cells = found.flatMap((one) =>
      one ? [shown(one.value), shownInterval(one.interval)] : ["–", ""]
    );
    return [name, ...cells, better, shownMethod(first.method)];
  });
  const largest = models.flatMap(({ largestError }, m) =>
    largestError
      ? [
        `<p>Largest error${several ? ` of ${"AB"[m]}` : ""}: ${shown(largestError.error)}, ` +
        `in line ${largestError.line}.</p>`,
      ]
      : []
  );
  return table(["metric", ...head, "", "interval from"], rows, 2) + largest.join("");
}

function comparison(rows: ComparisonRow[], { level }: Report): string {
  const head = ["metric", "A", "B", "A − B", `${shownLevel(level)} interval`, "p", "p (Holm)"];
  const cells = rows.map(({ name, a, b, difference, test }) => [
    name,
    shown(a),
    shown(b),
    shown(difference.value),
    shownInterval(difference.interval),
    shownP(test.pValue),
    shownP(test.corrected),
    test.method,
  ]);
  return table([...head, "test"], cells, 1) +
    `<p class="quiet">p is how probable a difference at least as large is where there is none. ` +
    `Holm's correction makes up for looking at ${rows.length}.</p>`;
}

function sliceSection(slice: SliceTable, report: Report): string {
  const { column, metric, groups, worst, gap, fairness, file } = slice;
  const level = `${shownLevel(report.level)} interval`;
  const hasRates = groups.some(({ rates }) => rates);
  const rates = hasRates ? ["selected", "found", "false alarms"] : [];
  const rows = worstFirst(slice).slice(0, ROWS).map((row) => [
    row.group,
    row.n.toLocaleString("en-US"),
    shown(row.value),
    shownInterval(row.interval),
    ...rates.length === 0
      ? []
      : [row.rates?.selected, row.rates?.found, row.rates?.falseAlarms].map((rate) =>
        rate ? shown(rate.value) : "–"
      ),
  ]);
  const gaps = [
    ["Demographic parity gap", fairness?.demographicParity],
    ["Equalised odds gap", fairness?.equalisedOdds],
  ] as const;
  const told = gaps.flatMap(([name, gap]) =>
    gap ? [`${name}: ${shown(gap.value)} (${shownInterval(gap.interval)}).`] : []
  );
  const of = report.models.length > 1 ? ` in A, <code>${escapeHtml(file)}</code>` : "";
  return `<h2>By ${escapeHtml(column)}</h2><p>Worst is <b>${escapeHtml(worst)}</b>${of}, ` +
    `${shown(gap)} from the best.</p>` +
    table([column, "rows", metric, level, ...rates], rows) +
    (told.length > 0
      ? `<p>${told.join(" ")} <span class="quiet">Gaps are never below 0, so that chance alone ` +
        `makes them larger than 0.</span></p>`
      : "");
}

function classTable({ classes }: ModelReport, model: number, report: Report): string[] {
  if (!classes) return [];
  const hasAreas = classes.some(({ area }) => area);
  const level = `${shownLevel(report.level)} interval`;
  const cell = (estimate: ClassRow["precision"]) =>
    estimate ? [shown(estimate.value), shownInterval(estimate.interval)] : ["–", ""];
  const rows = classes.slice(0, ROWS).map(({ label, support, precision, recall, f1, area }) => [
    label,
    support.toLocaleString("en-US"),
    ...cell(precision),
    ...cell(recall),
    shown(f1),
    ...hasAreas ? cell(area) : [],
  ]);
  const head = ["class", "rows", "precision", level, "recall", level, "F1"];
  const of = report.models.length > 1 ? `: ${"AB"[model]}` : "";
  const more = classes.length > ROWS ? `<p>and ${classes.length - ROWS} more in the JSON</p>` : "";
  return [
    `<h2>Class by class${of}</h2>`,
    table([...head, ...hasAreas ? ["AUC against the rest", level] : []], rows) + more,
  ];
}

/** A table whose last columns hold text. */
function table(head: string[], rows: string[][], texts = 0): string {
  const from = head.length - texts;
  const row = (cells: string[], tag: "td" | "th") =>
    `<tr>${
      cells.map((cell, j) =>
        `<${tag}${j >= from ? ' class="text"' : ""}>${escapeHtml(cell)}</${tag}>`
      ).join("")
    }</tr>`;
  return `<div class="wide"><table><thead>${row(head, "th")}</thead><tbody>${
    rows.map((cells) => row(cells, "td")).join("")
  }</tbody></table></div>`;
}

function footer({ descent, level, seed }: Report): string {
  return `<p class="quiet">Intervals of ${shownLevel(level)}, seed ${seed}. ` +
    `Made by Descent ${descent}, <code>deno task evaluate</code>.</p>`;
}
