import type { Finding, Verdict } from "./judge.ts";

/** The backends, in the order of the table's columns. */
export const COLUMNS = ["stock", "wasm", "webgpu", "cpu"] as const;
/** One of them: tfjs's WASM backend as it comes, the same with our kernels, and its others. */
export type Column = typeof COLUMNS[number];

const TITLES: Record<Column, string> = {
  stock: "tfjs's WASM",
  wasm: "ours",
  webgpu: "WebGPU",
  cpu: "tfjs's cpu",
};

/** Verdicts of operations by their names, for some of the backends. */
export type Verdicts = Map<string, Partial<Record<Column, Verdict>>>;

/** Where in a page the table stands. */
const [BEGIN, END] = ["<!-- deno task ops -->", "<!-- end -->"];

/**
 * Joins what was found on several backends.
 *
 * @param found Findings of each backend, by the operations' names.
 * @returns Verdicts of every operation.
 */
export function join(found: Partial<Record<Column, Record<string, Finding>>>): Verdicts {
  const verdicts: Verdicts = new Map();
  for (const column of COLUMNS) {
    for (const [name, { verdict }] of Object.entries(found[column] ?? {})) {
      verdicts.set(name, { ...verdicts.get(name), [column]: verdict });
    }
  }
  return verdicts;
}

/**
 * The verdicts as a table in Markdown, with its columns aligned.
 *
 * @param verdicts Verdicts of every operation.
 * @returns Lines, with a line break at the end.
 */
export function tableText(verdicts: Verdicts): string {
  const rows = [...verdicts].map(([name, of]) => [
    name,
    ...COLUMNS.map((column) => of[column] ?? "not run"),
  ]);
  const all = [["operation", ...COLUMNS.map((column) => TITLES[column])], ...rows];
  const widths = all[0]!.map((_, i) => Math.max(...all.map((row) => row[i]!.length)));
  const lines = all.map((row) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0], rule, ...lines.slice(1), ""].join("\n");
}

/**
 * Reads the verdicts out of a page.
 *
 * @param page Markdown with the table between its marks.
 * @returns The verdicts that stand there, none where there is no table yet.
 * @throws {SyntaxError} If the page has no marks.
 */
export function readTable(page: string): Verdicts {
  const [, between] = split(page);
  const rows = between.split("\n").filter((line) => line.startsWith("|")).slice(2);
  return new Map(rows.map((row) => {
    const [name, ...cells] = row.split("|").slice(1, -1).map((cell) => cell.trim());
    const known = COLUMNS.flatMap((column, i) =>
      cells[i] && cells[i] !== "not run" ? [[column, cells[i] as Verdict]] : []
    );
    return [name!, Object.fromEntries(known)];
  }));
}

/** The page with another table between its marks. */
export function replaceTable(page: string, table: string): string {
  const [before, , after] = split(page);
  return `${before}${BEGIN}\n\n${table}\n${END}${after}`;
}

function split(page: string): [before: string, between: string, after: string] {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new SyntaxError(
      `Cannot find the table of operations: the page must have ${BEGIN}, ${END}`,
    );
  }
  return [
    page.slice(0, begin),
    page.slice(begin + BEGIN.length, end),
    page.slice(end + END.length),
  ];
}

/**
 * How verdicts differ from others, in words.
 *
 * @param written What a page says.
 * @param found What was found just now.
 * @returns A line for each difference; backends that were not asked just now do not count.
 */
export function differences(written: Verdicts, found: Verdicts): string[] {
  const lines = [...found].flatMap(([name, of]) =>
    Object.entries(of).flatMap(([column, verdict]) => {
      const said = written.get(name)?.[column as Column] ?? "nothing";
      const title = TITLES[column as Column];
      return said === verdict ? [] : [`${name}, ${title}: the page says ${said}, found ${verdict}`];
    })
  );
  const gone = [...written.keys()].filter((name) => !found.has(name));
  return [...lines, ...gone.map((name) => `${name}: on the page, but not judged any more`)];
}
