import { toFileUrl } from "./paths.ts";
import type { CodeCell } from "./notebook.ts";

/** Cells of a notebook that are looked at together. */
export type CellGroup = { path: string; cells: CodeCell[] };

/** A temporary module that holds the code of cells, beside their notebook. */
export type CellModule = {
  file: string;
  /** For each line of the module, from 0, where it stands: `a.ipynb cell 3:2`. */
  places: string[];
};

/** What Deno says about a place in a notebook. */
export type Diagnostic = {
  /** `notebooks/a.ipynb cell 3:2:7`: cell, line and column from 1. */
  at: string;
  text: string;
};

/**
 * Joins the cells of each notebook to a module in the notebook's folder, so that import map and
 * relative imports mean the same as in the kernel.
 *
 * @param groups Notebooks and their cells.
 * @returns The modules; {@linkcode removeModules} deletes them.
 */
export async function writeModules(groups: CellGroup[]): Promise<CellModule[]> {
  const modules = groups.map(({ path, cells }) => {
    const folder = path.replace(/[^/\\]*$/, "");
    const name = `.cells_${crypto.randomUUID()}.ts`;
    const text: string[] = [];
    const places: string[] = [];
    for (const { number, source } of cells) {
      // A cell on its own ends its last statement; the next one must not go on from there.
      const rows = `${source}\n;`.split("\n");
      text.push(...rows);
      places.push(...rows.map((_, i) => `${path} cell ${number}:${i + 1}`));
    }
    return { file: folder + name, places, text: [...text, "export {};", ""].join("\n") };
  });
  await Promise.all(modules.map(({ file, text }) => Deno.writeTextFile(file, text)));
  return modules.map(({ file, places }) => ({ file, places }));
}

/** Deletes what {@linkcode writeModules} wrote. */
export async function removeModules(modules: CellModule[]): Promise<void> {
  await Promise.all(modules.map(({ file }) => Deno.remove(file).catch(() => {})));
}

/**
 * Lets Deno look at modules.
 *
 * @param modules The modules.
 * @param command A command of Deno that reports problems on standard error, `["check"]`.
 * @returns What it says, at places in notebooks; if it says nothing of a place, all it says.
 */
export async function checkModules(
  modules: CellModule[],
  command: string[],
): Promise<Diagnostic[]> {
  const files = modules.map(({ file }) => file);
  const { success, stderr } = await deno([...command, "--quiet", "--no-lock", ...files]);
  if (success) return [];
  const found = diagnosticsOf(stderr, modules);
  // A module that is not found hides all problems of the others.
  if (modules.length > 1 && /^error:/m.test(stderr)) {
    return (await Promise.all(modules.map((module) => checkModules([module], command)))).flat();
  }
  return found.length > 0 ? found : [{ at: modules[0]!.places[0] ?? "", text: stderr.trim() }];
}

/**
 * Lets `deno lint` look at modules.
 *
 * @param modules The modules.
 * @param leftOut Rules that do not fit to notebooks.
 * @returns What it says, at places in notebooks.
 */
export async function lintModules(
  modules: CellModule[],
  leftOut: string[],
): Promise<Diagnostic[]> {
  const files = modules.map(({ file }) => file);
  const rules = `--rules-exclude=${leftOut.join(",")}`;
  const { stdout } = await deno(["lint", "--json", rules, ...files]);
  const report: LintReport = JSON.parse(stdout);
  return report.diagnostics.flatMap(({ filename, range, code, message, hint }) => {
    const at = place(modules, filename, range.start.line, range.start.col + 1);
    const text = `${message}${hint ? ` (${hint})` : ""} [${code}]`;
    return at === undefined ? [] : [{ at, text }];
  });
}

type LintReport = {
  diagnostics: {
    filename: string;
    range: { start: { line: number; col: number } };
    code: string;
    message: string;
    hint?: string;
  }[];
};

async function deno(args: string[]): Promise<{ success: boolean; stdout: string; stderr: string }> {
  const command = new Deno.Command(Deno.execPath(), { args, env: { NO_COLOR: "1" } });
  const { success, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { success, stdout: text(stdout), stderr: text(stderr) };
}

/** Each problem is told in lines, some of them an excerpt of the code, and ends with its place. */
function diagnosticsOf(output: string, modules: CellModule[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  let told: string[] = [];
  for (const line of output.split("\n")) {
    const found = line.match(/\bat (file:\/\/\S+?):(\d+):(\d+)/);
    const at = found && place(modules, found[1]!, Number(found[2]), Number(found[3]));
    if (/^(TS\d+ \[|error:)/.test(line)) told = [];
    if (/^\s*[~^]+\s*$/.test(line)) told.pop(); // marks a place in the line of code above it
    else if (!/^\s*(\d+ )?\|/.test(line)) {
      told.push(line.replace(/\s*\bat file:\/\/\S+/, "").trim());
    }
    if (!at) continue;
    diagnostics.push({ at, text: inFewWords(told.filter((words) => words !== "").join(" ")) });
    told = [];
  }
  return diagnostics;
}

function inFewWords(text: string): string {
  return text.replace(/^error: /, "").replace(/^(TS\d+) \[ERROR\]: /, "$1: ")
    .replace(/^The module's source code could not be parsed: /, "SyntaxError: ")
    .replace(/(Unexpected token .*?)\. Expected .*$/s, "$1"); // all tokens that there are
}

/** Where line and column of a module stand in its notebook. */
function place(
  modules: CellModule[],
  file: string,
  line: number,
  column: number,
): string | undefined {
  const found = modules.find((module) =>
    file.startsWith("file:") ? toFileUrl(module.file) === file : file.endsWith(module.file)
  );
  return found && `${found.places[line - 1] ?? found.places.at(-1) ?? ""}:${column}`;
}
