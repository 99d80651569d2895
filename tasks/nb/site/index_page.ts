import { escapeHtml } from "../html.ts";
import type { Lesson } from "./lesson.ts";
import { inlineMarkdown } from "./markdown.ts";
import { page } from "./page.ts";

/**
 * The first page of the site: all lessons in order.
 *
 * @param lessons The lessons.
 * @returns The text of the file.
 */
export function indexPage(lessons: Lesson[]): string {
  const items = lessons.map(({ name, title, summary }) => {
    const link = `<a href="${encodeURIComponent(name)}.html">${escapeHtml(title)}</a>`;
    return `<li>${link}<p>${inlineMarkdown(summary)}</p></li>`;
  });
  return page("Lessons", `<h1>Lessons</h1>\n<ol class="lessons">\n${items.join("\n")}\n</ol>`);
}
