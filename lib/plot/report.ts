import { cannot, writeAtomic } from "../core/mod.ts";
import { type Bundle, bundleOf, plotlyLoader } from "./bundle.ts";
import type { Figure } from "./figure.ts";
import { figureHtml } from "./figure_html.ts";
import { ON_DARK, ON_LIGHT } from "./theme.ts";
import { toSvg } from "./to_svg.ts";

/** A part of a report; what is there of it, in this order. All text is plain. */
export type ReportSection = {
  heading?: string;
  /** Paragraphs. */
  text?: string | string[];
  table?: ReportTable;
  figures?: Figure[];
};

/** A table of a report: numbers are written as they are, so round them. */
export type ReportTable = {
  columns: string[];
  /** As many cells as columns, each. */
  rows: (string | number)[][];
};

/**
 * A report as one page that needs no network: text, tables, and figures that are interactive where
 * scripts run and still pictures elsewhere, as on paper.
 *
 * @param title What the page is called, and its first heading.
 * @param sections Its parts, from top to bottom.
 * @returns The text of the page; the same report gives the same text.
 * @throws {RangeError} If a row of a table has not as many cells as there are columns.
 *
 * @example
 * ```ts
 * import { line, reportHtml } from "descent/plot";
 * import { assert } from "@std/assert";
 *
 * const page = await reportHtml("How it went", [
 *   { text: "Better every time.", table: { columns: ["epoch", "loss"], rows: [[1, 0.5], [2, 0.3]] } },
 *   { heading: "The way", figures: [line([{ y: [0.5, 0.3] }])] },
 * ]);
 * assert(page.includes("<h1>How it went</h1>") && page.includes("<td>0.3</td>"));
 * ```
 */
export async function reportHtml(title: string, sections: ReportSection[]): Promise<string> {
  const body: string[] = [];
  for (const section of sections) body.push(await sectionHtml(section));
  const figures = sections.flatMap(({ figures = [] }) => figures);
  for (const bundle of new Set<Bundle>(figures.map(bundleOf))) {
    body.push(await plotlyLoader(bundle));
  }
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>` +
    `<style>${STYLE}</style></head><body><h1>${escaped(title)}</h1>${
      body.join("\n")
    }</body></html>\n`;
}

/**
 * Saves a report, see {@linkcode reportHtml}, for people who have a browser and nothing else.
 *
 * @param path Where the file shall be, ending in ".html". Its folder must exist.
 * @param title What the page is called.
 * @param sections Its parts.
 * @throws {RangeError} If the path has another ending, or a row of a table another length.
 *
 * @example
 * ```ts
 * import { saveReport } from "descent/plot";
 * import { assert } from "@std/assert";
 *
 * const path = `${await Deno.makeTempDir()}/report.html`;
 * await saveReport(path, "How it went", [{ text: "Well." }]);
 * assert((await Deno.readTextFile(path)).includes("<p>Well.</p>"));
 * ```
 */
export async function saveReport(
  path: string,
  title: string,
  sections: ReportSection[],
): Promise<void> {
  if (!path.toLowerCase().endsWith(".html")) {
    throw new RangeError(cannot("save a report", 'path must end in ".html"', path));
  }
  await writeAtomic(path, await reportHtml(title, sections));
}

const STYLE = `:root{color-scheme:light dark}
body{margin:24px auto;padding:0 16px;max-width:1100px;font:15px/1.5 Arial,Helvetica,sans-serif;
background:${ON_LIGHT.background};color:${ON_LIGHT.text}}
p{max-width:46em}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
td,th{padding:3px 14px 3px 0;text-align:right;border-bottom:1px solid ${ON_LIGHT.grid}}
td:first-child,th:first-child{text-align:left}
.figures{display:flex;flex-wrap:wrap;gap:16px}
@media print{.figures>div{break-inside:avoid}}
@media(prefers-color-scheme:dark){body{background:${ON_DARK.background};color:${ON_DARK.text}}
td,th{border-color:${ON_DARK.grid}}}`;

async function sectionHtml({ heading, text, table, figures = [] }: ReportSection): Promise<string> {
  const paragraphs = text === undefined ? [] : [text].flat();
  const drawn: string[] = [];
  for (const figure of figures) {
    drawn.push(`<div>${figureHtml(figure, { svg: await toSvg(figure) })}</div>`);
  }
  return [
    heading === undefined ? "" : `<h2>${escaped(heading)}</h2>`,
    ...paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    table ? tableHtml(table) : "",
    drawn.length > 0 ? `<div class="figures">${drawn.join("")}</div>` : "",
  ].join("");
}

function tableHtml({ columns, rows }: ReportTable): string {
  const bad = rows.find((row) => row.length !== columns.length);
  if (bad) {
    const needed = `each row of a table must have its ${columns.length} columns`;
    throw new RangeError(cannot("write a report", needed, bad));
  }
  const line = (cells: (string | number)[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(String(cell))}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${line(columns, "th")}</thead><tbody>${
    rows.map((row) => line(row, "td")).join("")
  }</tbody></table>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
