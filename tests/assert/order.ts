import { inspect } from "node:util";
import { AssertionError, withNote } from "./assertion_error.ts";

/**
 * Fails unless two numbers are close.
 *
 * @param tolerance Largest difference allowed. @default one part in ten million of `expected`
 */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance: number = Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const delta = Math.abs(expected - actual);
  if (delta <= tolerance) return; // false for NaN
  const text = `Expected ${actual} to be close to ${expected}: they differ by ${delta}, ` +
    `more than ${tolerance}`;
  throw new AssertionError(withNote(text, msg));
}

/** Fails unless `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  check(actual > expected, actual, ">", expected, msg);
}

/** Fails unless `actual >= expected`. */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  check(actual >= expected, actual, ">=", expected, msg);
}

/** Fails unless `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  check(actual < expected, actual, "<", expected, msg);
}

/** Fails unless `actual <= expected`. */
export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void {
  check(actual <= expected, actual, "<=", expected, msg);
}

function check(holds: boolean, actual: unknown, sign: string, expected: unknown, msg?: string) {
  if (holds) return;
  const text = `Expected ${inspect(actual)} ${sign} ${inspect(expected)}`;
  throw new AssertionError(withNote(text, msg));
}
