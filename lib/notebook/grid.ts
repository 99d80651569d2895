import { escapeHtml } from "./escape.ts";
import type { Bundle } from "./host.ts";

/** A table of values, row by row. */
export type Grid = {
  /** Written above the table. */
  caption: string;
  columns: string[];
  /** The type of each column, if it is worth saying. */
  types?: string[];
  /** A name for each row. */
  index?: unknown[];
  rows: unknown[][];
};

const HEAD = 5; // rows and columns shown from the beginning, and from the end
const LONGEST_CELL = 60; // characters
const CELL = "padding:2px 10px;text-align:";
const FAINT = "opacity:.6;font-weight:normal";

/**
 * A table as HTML and as text. Of a long one the first and last rows are shown, of a wide one the
 * first and last columns.
 *
 * @param grid The table.
 * @param options `maxRows` and `maxColumns` are how many are shown at most.
 * @returns `text/html`, with all text escaped and inline styles alone (an untrusted notebook drops
 * style sheets), and `text/plain`.
 */
export function gridBundle(
  grid: Grid,
  { maxRows = 2 * HEAD, maxColumns = 20 }: { maxRows?: number; maxColumns?: number } = {},
): Bundle {
  const rows = shown(grid.rows.length, maxRows);
  const columns = shown(grid.columns.length, maxColumns);
  const indexed = grid.index !== undefined;
  const pick = <T>(values: T[]) => columns.map((c) => c < 0 ? undefined : values[c]);
  const body = rows.map((r) => [
    ...indexed ? [r < 0 ? GAP : formatCell(grid.index![r])] : [],
    ...columns.map((c) => r < 0 || c < 0 ? GAP : formatCell(grid.rows[r]![c])),
  ]);
  const head = [...indexed ? [""] : [], ...pick(grid.columns).map((name) => name ?? GAP)];
  const types = grid.types && [...indexed ? [""] : [], ...pick(grid.types).map((t) => t ?? "")];
  const right = body.length === 0
    ? head.map(() => false)
    : head.map((_, c) =>
      rows.every((r, i) => r < 0 || looksNumeric(body[i]![c]!)) && !(indexed && c === 0)
    );
  return {
    "text/html": toHtml(grid.caption, head, types, body, right),
    "text/plain": toText(grid.caption, types ? [head, types] : [head], body, right),
  };
}

const GAP = "…";

/** Which of `n` are shown; −1 stands for those left out. */
function shown(n: number, max: number): number[] {
  const all = Array.from({ length: n }, (_, i) => i);
  if (n <= max) return all;
  const tail = Math.floor(max / 2);
  return [...all.slice(0, max - tail), -1, ...tail > 0 ? all.slice(-tail) : []];
}

/**
 * A value as a table shows it: numbers to four digits, long text cut.
 *
 * @param value Any value.
 * @returns One line of text.
 */
export function formatCell(value: unknown): string {
  if (typeof value === "number") return formatNumber(value);
  if (value === undefined) return "";
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const values = Array.from(value as ArrayLike<unknown>);
    return cut(
      `[${values.slice(0, 8).map(formatCell).join(", ")}${values.length > 8 ? ", …" : ""}]`,
    );
  }
  return cut(String(value).replace(/\s+/g, " "));
}

/** Whole numbers as they are, others to four significant digits. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e6 ? String(Number(value.toPrecision(4))) : value.toExponential(3);
}

function cut(text: string): string {
  return text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 1)}…`;
}

function looksNumeric(text: string): boolean {
  return text === "" || text === GAP || /^(-?[\d.]+(e[+-]\d+)?|NaN|-?Infinity|null)$/.test(text);
}

function toHtml(
  caption: string,
  head: string[],
  types: string[] | undefined,
  body: string[][],
  right: boolean[],
): string {
  const align = (c: number) => `style="${CELL}${right[c] ? "right" : "left"}`;
  const cells = (tag: string, texts: string[], extra = "") =>
    texts.map((text, c) => `<${tag} ${align(c)}${extra}">${escapeHtml(text)}</${tag}>`).join("");
  const lines = [
    `<tr>${cells("th", head)}</tr>`,
    ...types ? [`<tr>${cells("th", types, `;${FAINT}`)}</tr>`] : [],
  ];
  const above = caption === "" ? "" : `<div style="${FAINT}">${escapeHtml(caption)}</div>`;
  return `${above}<table><thead>${lines.join("")}</thead><tbody>` +
    body.map((texts) => `<tr>${cells("td", texts)}</tr>`).join("") + "</tbody></table>";
}

function toText(caption: string, head: string[][], body: string[][], right: boolean[]): string {
  const lines = [...head, ...body];
  const widths = head[0]!.map((_, c) => Math.max(...lines.map((line) => line[c]!.length)));
  const line = (texts: string[]) =>
    texts.map((text, c) => right[c] ? text.padStart(widths[c]!) : text.padEnd(widths[c]!))
      .join("  ").trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [...caption === "" ? [] : [caption], ...head.map(line), rule, ...body.map(line)].join(
    "\n",
  );
}
