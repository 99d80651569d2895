import type { Output } from "./notebook.ts";

/**
 * What an output tells: its text, in which what changes with every run (times, dates and random ids)
 * is replaced by its kind.
 *
 * @param output The output.
 */
export function settled(output: Output): string {
  return JSON.stringify(ordered(output))
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<id>")
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?/g, "<date>")
    .replace(/\b\d+([.,]\d+)?(\s|&nbsp;)?(ns|µs|us|ms|s|min|seconds?|minutes?)(?![\w])/g, "<time>")
    .replace(/<time>( <time>)+/g, "<time>"); // 1 min 20 s
}

/**
 * What an output tells whatever machine it ran on: its words, and how its figures are made, with every
 * number replaced by its kind. A measured speed is another one each time; that there are four, what
 * they are called and which claims hold is not.
 *
 * @param output An output of a cell with the tag `measured`.
 * @returns Text without numbers, and without what is drawn from them.
 */
export function settledMeasured(output: Output): string {
  const { data } = output;
  if (!data) return withoutNumbers(settled(output));
  const words = Object.entries(data).filter(([type]) => TOLD.includes(type));
  return withoutNumbers(settled({ ...output, data: Object.fromEntries(words) }));
}

/** What tells an output in words or as data; the other forms show the same once more. */
const TOLD = ["text/plain", "application/vnd.plotly.v1+json"];

/** A table is as wide as its numbers, so spaces and rules count as one. */
function withoutNumbers(text: string): string {
  return text.replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/gi, "<number>").replace(/[ ─]+/g, " ");
}

/** Equal objects must give equal text, whatever the order of their keys; text may be in lines. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const isText = value.length > 0 && value.every((part) => typeof part === "string");
    return isText ? value.join("") : value.map(ordered);
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, ordered(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => a < b ? -1 : 1));
}
