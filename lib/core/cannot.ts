/**
 * The one form of an error text in this kit: what was tried, what is needed, what came.
 *
 * `Cannot <action>: <needed>, got <value>`, sentence case, no full stop. The caller chooses the
 * class: `TypeError` for a wrong type or shape, `RangeError` for a bad value, `SyntaxError` for
 * text or bytes that do not parse.
 *
 * @param action What was tried, as a verb: `"split labels"`.
 * @param needed What would have been right, and the command that mends it if there is one.
 * @param got What came. Left out of the text when not given.
 * @returns The text.
 *
 * @example
 * ```ts
 * import { cannot } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   cannot("split labels", "testSize must lie between 0 and 1", 2),
 *   "Cannot split labels: testSize must lie between 0 and 1, got 2",
 * );
 * ```
 */
export function cannot(action: string, needed: string, got?: unknown): string {
  const tail = arguments.length < 3 ? "" : `, got ${show(got)}`;
  return `Cannot ${action}: ${needed}${tail}`;
}

/** Text in quotes so that an empty one is seen, arrays by their first five values. */
function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const values = Array.from(value as ArrayLike<unknown>);
    const head = values.slice(0, 5).map(show).join(", ");
    return `[${head}${values.length > 5 ? ", …" : ""}]`;
  }
  return String(value);
}
