import { isDeepStrictEqual } from "node:util";

/**
 * Whether two values are equal in depth. As Node's strict equality, but with `@std/assert`'s verdict
 * where the two differ: 0 equals -0, and an object without a prototype equals a plain one.
 */
export function equal(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b) || equalInParts(a, b, new Map());
}

function equalInParts(a: unknown, b: unknown, seen: Map<unknown, unknown>): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || !sameKind(a, b)) return false;
  if (seen.get(a) === b) return true; // a circle, met again
  seen.set(a, b);
  if (!isPlain(a) && !Array.isArray(a) && !isList(a)) {
    return a instanceof Map && b instanceof Map ? equalMaps(a, b, seen) : isDeepStrictEqual(a, b);
  }
  const keys = Reflect.ownKeys(a).filter((key) => key !== "length");
  return keys.length === Reflect.ownKeys(b).filter((key) => key !== "length").length &&
    keys.every((key) => key in b && equalInParts(Reflect.get(a, key), Reflect.get(b, key), seen));
}

function equalMaps(
  a: Map<unknown, unknown>,
  b: Map<unknown, unknown>,
  seen: Map<unknown, unknown>,
) {
  if (a.size !== b.size) return false;
  return [...a].every(([key, value]) => b.has(key) && equalInParts(value, b.get(key), seen));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function isList(value: object): boolean {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function sameKind(a: object, b: object): boolean {
  return Object.getPrototypeOf(a) === Object.getPrototypeOf(b) || isPlain(a) && isPlain(b);
}
