import { escapeHtml } from "../html.ts";
import { type Cell, sourceOf } from "../notebook.ts";
import { highlight } from "./highlight.ts";
import type { Lesson } from "./lesson.ts";
import { markdown } from "./markdown.ts";
import { outputHtml } from "./output_html.ts";
import { page } from "./page.ts";

/**
 * A lesson as a page: text, code and what the code showed.
 *
 * @param lesson The lesson.
 * @param before The one before it, if any.
 * @param after The one after it, if any.
 * @returns The text of the file.
 */
export function lessonPage(
  lesson: Lesson,
  before: Lesson | undefined,
  after: Lesson | undefined,
): string {
  const ways = `<nav><span>${link(before, "← ")}</span><a href="index.html">All lessons</a>` +
    `<span>${link(after, "", " →")}</span></nav>`;
  const cells = lesson.notebook.cells.map(cellHtml).join("\n");
  return page(lesson.title, `${ways}\n<main>\n${cells}\n</main>\n${ways}`);
}

function link(lesson: Lesson | undefined, left = "", right = ""): string {
  if (!lesson) return "";
  const address = `${encodeURIComponent(lesson.name)}.html`;
  return `<a href="${address}">${left}${escapeHtml(lesson.title)}${right}</a>`;
}

function cellHtml(cell: Cell): string {
  const source = sourceOf(cell);
  if (cell.cell_type === "markdown") return markdown(source);
  if (cell.cell_type === "raw" || source.trim() === "") return "";
  const outputs = (cell.outputs ?? []).map((output) =>
    `<div class="output">${outputHtml(output)}</div>`
  );
  const code = `<pre class="code">${highlight(source)}</pre>`;
  return `<div class="cell">${code}${outputs.join("")}</div>`;
}
