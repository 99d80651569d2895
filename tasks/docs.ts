/**
 * `deno task docs`: whether everything that a reader may import is explained, and links land.
 *
 * @module
 */

import { parseTaskArgs } from "./cli/args.ts";
import { runTask } from "./cli/errors.ts";
import { checkDocumented, type DocOutput } from "./shared/documented.ts";
import { readDeno } from "./shared/deno.ts";
import { readFiles, ROOT, type SourceFile } from "./shared/files.ts";
import { type Finding, report } from "./shared/findings.ts";
import { checkLinks } from "./shared/links.ts";

const HELP = `
Checks that every export of lib/*/mod.ts is documented, and that links in Markdown files land.

Usage: deno task docs

A function needs @param, @returns, @example, and @throws if it throws; everything else says what
it is. Prints path:line and what is missing; exit code 1 if anything is.`;

/** All gaps in the documentation of this project. */
export async function findGaps(): Promise<Finding[]> {
  const sources = await readFiles(["lib"], [".ts"]);
  const pages = await readFiles(["."], [".md"]);
  return [...checkDocumented(await docsOf(sources), sources), ...checkLinks(pages, exists)];
}

async function docsOf(sources: SourceFile[]): Promise<DocOutput> {
  const modules = sources.map(({ path }) => path).filter((path) =>
    /^lib\/\w+\/mod\.ts$/.test(path)
  );
  const { code, stdout, stderr } = await readDeno(["doc", "--json", ...modules]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function exists(path: string): boolean {
  try {
    Deno.statSync(new URL(path, ROOT));
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  await runTask(async () => {
    const options = { help: { type: "boolean", short: "h" } } as const;
    const { values } = parseTaskArgs("docs", Deno.args, options);
    if (values.help) return console.log(HELP.trim());
    return report(await findGaps(), "every export is documented and every link lands");
  });
}
