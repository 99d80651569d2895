import { type Notebook, sourceOf } from "../notebook.ts";
import { basename } from "node:path";

/** A notebook as a page of the site. */
export type Lesson = {
  /** The page's name without ending: `04_mnist_cnn`. */
  name: string;
  /** Its first heading. */
  title: string;
  /** Its first paragraph, as Markdown. */
  summary: string;
  notebook: Notebook;
};

/**
 * Title and summary of a notebook, from its text.
 *
 * @param path Where it lies.
 * @param notebook What it holds.
 */
export function lessonOf(path: string, notebook: Notebook): Lesson {
  const name = basename(path, ".ipynb");
  const text = notebook.cells.filter(({ cell_type }) => cell_type === "markdown").map(sourceOf)
    .join("\n\n");
  const heading = text.match(/^# +(.+?) *#*$/m);
  const rest = heading ? text.slice(heading.index! + heading[0].length) : text;
  const paragraph = rest.trim().split(/\n\s*\n/)[0] ?? "";
  const summary = /^[#\-*|`<>]\s/.test(paragraph) ? "" : paragraph.replaceAll("\n", " ");
  return { name, title: heading?.[1] ?? name, summary, notebook };
}
