import { deepStrictEqual } from "node:assert/strict";
import { inspect } from "node:util";
import { AssertionError, withNote } from "./assertion_error.ts";
import { equal } from "./equal.ts";

// deno-lint-ignore no-explicit-any
type AnyClass = abstract new (...args: any[]) => any;
type Falsy = false | 0 | 0n | "" | null | undefined;

/** Fails unless `expr` is truthy. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}

/** Fails unless `expr` is falsy. */
export function assertFalse(expr: unknown, msg = ""): asserts expr is Falsy {
  if (expr) throw new AssertionError(msg);
}

/** Fails unless both are equal in depth. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) {
    throw new AssertionError(withNote(difference(actual, expected), msg));
  }
}

/** Fails if both are equal in depth. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  throw new AssertionError(withNote(`Expected another value than ${inspect(expected)}`, msg));
}

/** Fails unless both are the very same value, as `Object.is` sees it. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  const text = `Expected the very same value ${inspect(expected)}, got ${inspect(actual)}`;
  throw new AssertionError(withNote(text, msg));
}

/** Fails if both are the very same value, as `Object.is` sees it. */
export function assertNotStrictEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!Object.is(actual, expected)) return;
  throw new AssertionError(withNote(`Expected anything but ${inspect(expected)} itself`, msg));
}

/** Fails if `actual` is null or undefined. */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  throw new AssertionError(withNote(`Expected a value, got ${actual}`, msg));
}

/** Fails unless `actual` was made by `expectedType`. */
export function assertInstanceOf<T extends AnyClass>(
  actual: unknown,
  expectedType: T,
  msg = "",
): asserts actual is InstanceType<T> {
  if (actual instanceof expectedType) return;
  const text = `Expected an instance of ${expectedType.name}, got ${inspect(actual)}`;
  throw new AssertionError(withNote(text, msg));
}

/** Fails if `actual` was made by `unexpectedType`. */
export function assertNotInstanceOf<A, T>(
  actual: A,
  // deno-lint-ignore no-explicit-any
  unexpectedType: abstract new (...args: any[]) => T,
  msg?: string,
): asserts actual is Exclude<A, T> {
  if (!(actual instanceof unexpectedType)) return;
  throw new AssertionError(withNote(`Expected no instance of ${unexpectedType.name}`, msg));
}

/** Node's coloured comparison of two values that are not equal. */
function difference(actual: unknown, expected: unknown): string {
  try {
    deepStrictEqual(actual, expected);
  } catch (error) {
    return (error as Error).message;
  }
  return `Values are not equal: ${inspect(actual)} and ${inspect(expected)}`;
}
