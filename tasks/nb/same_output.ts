import type { Output } from "./notebook.ts";

/**
 * Whether two outputs tell the same, apart from what changes with every run: times, dates and
 * random ids.
 *
 * @param a An output.
 * @param b Another.
 */
export function sameOutput(a: Output, b: Output): boolean {
  return settled(a) === settled(b);
}

/**
 * An output as text in which times, dates and random ids are replaced by their kind.
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
