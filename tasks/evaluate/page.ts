import { figureHtml, plotlyLoader, toSvg } from "descent/plot";
import { escapeHtml } from "../nb/html.ts";
import { page } from "../nb/site/page.ts";
import { figuresOf, type ToldFigure } from "./figures.ts";
import type { ComparisonRow, ModelReport, Report, SliceTable } from "./report.ts";
import { shown, shownLevel } from "./shown.ts";
import { classTable, comparisonTable, groupTable, metricTable, type TextTable } from "./tables.ts";
import { faultLines, gapLines, subjectOf } from "./text.ts";

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
    tableHtml(metricTable(report)) + largestErrors(report),
    ...report.comparison
      ? [`<h2>Is A better than B?</h2>`, comparison(report.comparison, report)]
      : [],
    ...report.slices.map((slice) => sliceSection(slice, report)),
    ...report.models.flatMap((model, m) => classSection(model, m, report)),
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

function largestErrors({ models }: Report): string {
  return models.flatMap(({ largestError }, m) => {
    if (!largestError) return [];
    const of = models.length > 1 ? ` of ${"AB"[m]}` : "";
    const { error, line } = largestError;
    return [`<p>Largest error${of}: ${shown(error)}, in line ${line}.</p>`];
  }).join("");
}

function comparison(rows: ComparisonRow[], { level }: Report): string {
  return tableHtml(comparisonTable(rows, level)) +
    `<p class="quiet">p is how probable a difference at least as large is where there is none. ` +
    `Holm's correction makes up for looking at ${rows.length}.</p>`;
}

function sliceSection(slice: SliceTable, { level, models }: Report): string {
  const { column, worst, gap, fairness, file, groups } = slice;
  const of = models.length > 1 ? ` in A, <code>${escapeHtml(file)}</code>` : "";
  const gaps = gapLines(fairness);
  const told = gaps.length === 0
    ? ""
    : `<p>${gaps.join("; ")}. <span class="quiet">Gaps are never below 0, so that chance alone ` +
      `makes them larger than 0.</span></p>`;
  return `<h2>By ${escapeHtml(column)}</h2><p>Worst is <b>${escapeHtml(worst)}</b>${of}, ` +
    `${shown(gap)} from the best.</p>` +
    tableHtml(groupTable(slice, level, ROWS)) + more(groups.length) + told;
}

function classSection({ classes }: ModelReport, model: number, report: Report): string[] {
  if (!classes) return [];
  const of = report.models.length > 1 ? `: ${"AB"[model]}` : "";
  const table = tableHtml(classTable(classes, report.level, ROWS));
  return [`<h2>Class by class${of}</h2>`, table + more(classes.length)];
}

function more(rows: number): string {
  return rows > ROWS ? `<p>and ${rows - ROWS} more in the JSON</p>` : "";
}

function tableHtml({ head, rows, words }: TextTable): string {
  const row = (cells: string[], tag: "td" | "th") => {
    const html = cells.map((cell, j) =>
      `<${tag}${j >= head.length - words ? ' class="text"' : ""}>${escapeHtml(cell)}</${tag}>`
    );
    return `<tr>${html.join("")}</tr>`;
  };
  const body = rows.map((cells) => row(cells, "td")).join("");
  return `<div class="wide"><table><thead>${row(head, "th")}</thead>` +
    `<tbody>${body}</tbody></table></div>`;
}

function footer({ descent, level, seed }: Report): string {
  return `<p class="quiet">Intervals of ${shownLevel(level)}, seed ${seed}. ` +
    `Made by Descent ${descent}, <code>deno task evaluate</code>.</p>`;
}
