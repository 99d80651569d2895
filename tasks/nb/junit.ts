import { type CellResult, type NotebookResult, passed } from "./result.ts";

/**
 * The results as JUnit XML, which build servers read: a suite a notebook, a case a cell.
 *
 * @param results How the notebooks went.
 * @returns The text of the file.
 */
export function junit(results: NotebookResult[]): string {
  const suites = results.map(suite);
  return ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", ...suites, "</testsuites>", ""]
    .join("\n");
}

function suite(result: NotebookResult): string {
  const { path, cells, elapsedMs, problem } = result;
  const whole = problem === undefined ? [] : [failedCase(path, "time budget", 0, problem)];
  const cases = [...cells.map((cell) => testCase(path, cell)), ...whole];
  const failures = cells.filter(({ outcome }) => outcome === "failed").length + whole.length;
  const skipped = cells.filter(({ outcome }) => outcome === "skipped").length;
  const counts = `tests="${cases.length}" failures="${failures}" skipped="${skipped}"`;
  const head = `<testsuite name="${escapeXml(path)}" ${counts} time="${seconds(elapsedMs)}"`;
  return [` ${head}${passed(result) && cases.length === 0 ? "/" : ""}>`]
    .concat(cases.length === 0 ? [] : [...cases, " </testsuite>"]).join("\n");
}

function testCase(path: string, { cell, title, outcome, problem, elapsedMs }: CellResult): string {
  const name = `cell ${cell}: ${title}`;
  if (problem) return failedCase(path, name, elapsedMs, `${problem.kind}: ${problem.text}`);
  const head = caseHead(path, name, elapsedMs);
  return outcome === "skipped" ? `${head}><skipped/></testcase>` : `${head}/>`;
}

function failedCase(path: string, name: string, elapsedMs: number, text: string): string {
  const message = escapeXml(text.split("\n")[0]!);
  const failure = `<failure message="${message}">${escapeXml(text)}</failure>`;
  return `${caseHead(path, name, elapsedMs)}>${failure}</testcase>`;
}

function caseHead(path: string, name: string, elapsedMs: number): string {
  const attributes = `classname="${escapeXml(path)}" name="${escapeXml(name)}"`;
  return `  <testcase ${attributes} time="${seconds(elapsedMs)}"`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** Also leaves out what XML 1.0 cannot hold: control characters and halves of surrogate pairs. */
function escapeXml(text: string): string {
  return text.toWellFormed()
    // deno-lint-ignore no-control-regex
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("\n", "&#10;");
}
