import { escapeHtml } from "./html.ts";
import { duration, memory, notebookReport, tensors } from "./report.ts";
import type { CellResult, NotebookResult } from "./result.ts";

/**
 * The results as one page that needs nothing else.
 *
 * @param results How the notebooks went.
 * @returns The text of the file.
 */
export function htmlReport(results: NotebookResult[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Notebooks</title>
<style>
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
td, th { padding: 0.2rem 0.6rem; text-align: right; border-bottom: 1px solid #8884; }
td:last-child, th:last-child { text-align: left; }
.failed { color: light-dark(#b00020, #ff8a80); }
.skipped { opacity: 0.6; }
pre { margin: 0.3rem 0; white-space: pre-wrap; }
</style>
<h1>Notebooks</h1>
${results.map(section).join("\n")}
</html>
`;
}

function section(result: NotebookResult): string {
  return `<h2>${escapeHtml(notebookReport(result))}</h2>
<table>
<tr><th>cell</th><th></th><th>time</th><th>memory</th><th>tensors</th><th>code</th></tr>
${result.cells.map(row).join("\n")}
</table>`;
}

function row(result: CellResult): string {
  const facts = [
    result.cell,
    result.outcome,
    result.outcome === "skipped" ? "" : duration(result.elapsedMs),
    memory(result),
    tensors(result).replace(/ .*/, ""),
  ].map((fact) => `<td>${fact}</td>`).join("");
  const problem = result.problem
    ? `<pre>${escapeHtml(`${result.problem.kind}: ${result.problem.text}`)}</pre>`
    : "";
  const code = `<td><code>${escapeHtml(result.title)}</code>${problem}</td>`;
  return `<tr class="${result.outcome}">${facts}${code}</tr>`;
}
