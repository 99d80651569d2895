import { inspect } from "node:util";
import { AssertionError, withNote } from "./assertion_error.ts";
import { equal } from "./equal.ts";

/** Lists that `assertArrayIncludes` takes: everything with a length and indices, but no functions. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/** Fails unless the text `actual` holds the text `expected`. */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (actual.includes(expected)) return;
  throw new AssertionError(withNote(`Expected ${quote(actual)} to hold ${quote(expected)}`, msg));
}

/** Fails unless the text fits the pattern. */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (expected.test(actual)) return;
  throw new AssertionError(withNote(`Expected ${quote(actual)} to fit ${expected}`, msg));
}

/** Fails if the text fits the pattern. */
export function assertNotMatch(actual: string, expected: RegExp, msg?: string): void {
  if (!expected.test(actual)) return;
  throw new AssertionError(withNote(`Expected ${quote(actual)} not to fit ${expected}`, msg));
}

/** Fails unless `actual` holds every value of `expected`, compared in depth. */
export function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<T>,
  msg?: string,
): void {
  const held = Array.from(actual);
  const missing = Array.from(expected).filter((wanted) => !held.some((one) => equal(wanted, one)));
  if (missing.length === 0) return;
  const text = `Expected ${inspect(actual)} to hold ${inspect(expected)}, missing ` +
    inspect(missing);
  throw new AssertionError(withNote(text, msg));
}

function quote(text: string): string {
  return JSON.stringify(text);
}
