import { type CellResult, type NotebookResult, passed } from "./result.ts";

/**
 * A cell as one line, `  3 ✓    12 ms  231 MB (+2)  +4 tensors  const x = 1`, and its problem below.
 *
 * @param result How the cell went.
 * @returns The lines.
 */
export function cellReport(result: CellResult): string {
  const mark = { passed: "✓", failed: "✗", skipped: "–" }[result.outcome];
  const head = `${String(result.cell).padStart(3)} ${mark}`;
  if (result.outcome === "skipped") return `${head}  skipped  ${short(result.title)}`;
  const facts = [duration(result.elapsedMs).padStart(8), memory(result), tensors(result)];
  const line = [head, ...facts.filter((fact) => fact !== ""), short(result.title)].join("  ");
  return result.problem ? `${line}\n${problemReport(result)}` : line;
}

/**
 * A notebook as one line, and its failed cells below.
 *
 * @param result How the notebook went.
 * @returns The lines.
 */
export function notebookReport(result: NotebookResult): string {
  const { path, cells, elapsedMs, problem } = result;
  const verdict = passed(result) ? "ok" : "FAILED";
  const line = `${path}: ${verdict}, ${count(cells.length, "cell")} in ${duration(elapsedMs)}`;
  return problem === undefined ? line : `${line}\n    ${problem}`;
}

/** What is wrong with a cell, indented below it. */
export function problemReport({ problem }: CellResult): string {
  const text = `${problem!.kind}: ${problem!.text}`;
  return text.split("\n").map((line) => `      ${line}`).join("\n");
}

/** A duration for people: `12 ms`, `3.4 s`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `1 cell`, `2 cells`. */
export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

/** Memory as `231 MB (+2)`. */
export function memory({ memoryBytes, memoryGrowth }: CellResult): string {
  if (memoryBytes === undefined) return "";
  const growth = memoryGrowth === undefined ? "" : ` (${signed(Math.round(memoryGrowth / 1e6))})`;
  return `${Math.round(memoryBytes / 1e6)} MB${growth}`;
}

/** Tensors as `+4 tensors`; nothing where there are no more and no less than before. */
export function tensors({ tensorGrowth }: CellResult): string {
  if (!tensorGrowth) return "";
  return `${signed(tensorGrowth)} tensor${Math.abs(tensorGrowth) === 1 ? "" : "s"}`;
}

function signed(n: number): string {
  return n < 0 ? `−${-n}` : `+${n}`;
}

function short(title: string): string {
  return title.length > 48 ? `${title.slice(0, 47)}…` : title;
}
