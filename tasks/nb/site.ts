import { cannot, writeAtomic } from "descent/core";
import { exitCode } from "../cli/errors.ts";
import { checkOutput, type Output, writing } from "../cli/outputs.ts";
import { findNotebooks } from "./find.ts";
import { codeCells, type Notebook, readNotebook } from "./notebook.ts";
import { count } from "./report.ts";
import { nothingThere } from "./run.ts";
import { indexPage } from "./site/index_page.ts";
import { type Lesson, lessonOf } from "./site/lesson.ts";
import { lessonPage } from "./site/lesson_page.ts";
import { SharedScripts } from "./site/shared_scripts.ts";

/**
 * `deno task nb html`: writes all lessons with the outputs that their files hold as a web site that
 * works from a folder, without a network.
 *
 * @param paths Notebooks and folders; none for all lessons.
 * @param out The site's folder. Pages of the same name are replaced.
 * @returns The exit code.
 * @throws {RangeError} If two notebooks have one name, as their pages would, or if the folder cannot
 *   be written.
 */
export async function writeSite(paths: string[], out: string): Promise<number> {
  const found = await findNotebooks(paths);
  if (found.length === 0) return nothingThere();
  const lessons = await Promise.all(found.map(async (path) => {
    return { path, ...lessonOf(path, await readNotebook(path)) };
  }));
  checkNames(lessons.map(({ name }) => name));
  const site: Output = { option: "--out", what: "the site", path: out, kind: "folder", bytes: 1e6 };
  await checkOutput(site);
  await writing(site, () => writePages(lessons, out));
  console.log(`${count(lessons.length, "lesson")}: open ${out}/index.html`);
  return exitCode.done;
}

async function writePages(lessons: (Lesson & { path: string })[], out: string): Promise<void> {
  const scripts = new SharedScripts();
  await Deno.mkdir(out, { recursive: true });
  for (const [i, lesson] of lessons.entries()) {
    if (!isExecuted(lesson.notebook)) {
      console.error(`${lesson.path} has no outputs: run "deno task nb execute ${lesson.path}"`);
    }
    const page = lessonPage(lesson, lessons[i - 1], lessons[i + 1]);
    await writeAtomic(`${out}/${lesson.name}.html`, scripts.moveOut(page));
  }
  for (const { name, text } of scripts.files()) await writeAtomic(`${out}/${name}`, text);
  await writeAtomic(`${out}/index.html`, indexPage(lessons));
}

/** Whether every code cell has been run. */
function isExecuted(notebook: Notebook): boolean {
  return codeCells(notebook).every(({ cell }) => typeof cell.execution_count === "number");
}

function checkNames(names: string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i || name === "index");
  if (twice === undefined) return;
  throw new RangeError(cannot("write the site", "each page needs its own name", twice));
}
