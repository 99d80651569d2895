import { assertEquals } from "./same.ts";

type Loose = Record<PropertyKey, unknown>;

/** Fails unless `actual` holds everything that `expected` names, in depth; it may hold more. */
export function assertObjectMatch(
  // deno-lint-ignore no-explicit-any
  actual: Record<PropertyKey, any>,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  assertEquals(partNamedBy(actual, expected), partNamedBy(expected, expected), msg);
}

/** `actual` without the entries that `expected` does not name; plain objects all the way down. */
function partNamedBy(actual: Loose, expected: Loose, seen = new Map<Loose, Loose>()): Loose {
  if (seen.has(actual)) return seen.get(actual)!; // a circle, met again
  const part: Loose = {};
  seen.set(actual, part);
  for (const key of Reflect.ownKeys(actual)) {
    if (!(key in expected) || Array.isArray(actual) && key === "length") continue;
    const [held, wanted] = [actual[key], expected[key]];
    part[key] = hasParts(held) && hasParts(wanted) && Array.isArray(held) === Array.isArray(wanted)
      ? partNamedBy(held, wanted, seen)
      : held;
  }
  return part;
}

/** Arrays and objects of named values; not dates, patterns, maps and sets, which count as a whole. */
function hasParts(value: unknown): value is Loose {
  if (typeof value !== "object" || value === null) return false;
  const whole = [Date, RegExp, Map, Set, WeakMap, WeakSet, Promise];
  return !ArrayBuffer.isView(value) && !whole.some((kind) => value instanceof kind);
}
