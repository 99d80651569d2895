import { inspect, stripVTControlCharacters } from "node:util";
import { AssertionError, withNote } from "./assertion_error.ts";

// deno-lint-ignore no-explicit-any
type ErrorClass<E extends Error> = abstract new (...args: any[]) => E;

/** Fails unless `fn` throws. Returns what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Fails unless `fn` throws an error of this class whose text holds `msgIncludes`. Returns it. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows(
  fn: () => unknown,
  classOrMsg?: ErrorClass<Error> | string,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const note = typeof classOrMsg === "string" ? classOrMsg : msg;
  try {
    fn();
  } catch (error) {
    if (typeof classOrMsg === "function") assertIsError(error, classOrMsg, msgIncludes, note);
    return error;
  }
  throw new AssertionError(withNote("Expected function to throw", note));
}

/** Fails unless the promise that `fn` returns rejects. Resolves to what it rejected with. */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/** Fails unless it rejects with an error of this class whose text holds `msgIncludes`. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: ErrorClass<Error> | string,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const note = typeof classOrMsg === "string" ? classOrMsg : msg;
  const promise = promiseOf(fn, note);
  try {
    await promise;
  } catch (error) {
    if (typeof classOrMsg === "function") assertIsError(error, classOrMsg, msgIncludes, note);
    return error;
  }
  throw new AssertionError(withNote("Expected function to reject", note));
}

/** Fails unless `error` is an error, of the class and with the text asked for. */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: ErrorClass<E>,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E {
  if (!(error instanceof Error)) {
    throw new AssertionError(withNote(`Expected an Error object, got ${inspect(error)}`, msg));
  }
  if (ErrorClass && !(error instanceof ErrorClass)) {
    const came = `${error.constructor.name}: ${error.message}`;
    throw new AssertionError(withNote(`Expected ${ErrorClass.name}, got ${came}`, msg));
  }
  if (msgMatches && !textMatches(error.message, msgMatches)) {
    const wanted = msgMatches instanceof RegExp ? msgMatches : JSON.stringify(msgMatches);
    const text = `Expected error message to include ${wanted}, but got ` +
      JSON.stringify(error.message);
    throw new AssertionError(withNote(text, msg));
  }
}

/** A function that throws before it returns a promise is a fault of its own. */
function promiseOf(fn: () => PromiseLike<unknown>, note?: string): PromiseLike<unknown> {
  let promise: PromiseLike<unknown>;
  try {
    promise = fn();
  } catch (cause) {
    const text = withNote("Function throws when expected to reject", note);
    throw new AssertionError(text, { cause });
  }
  if (typeof promise?.then === "function") return promise;
  throw new AssertionError(withNote("Expected function to return a promise", note));
}

function textMatches(message: string, wanted: string | RegExp): boolean {
  const text = stripVTControlCharacters(message); // colours do not count
  return typeof wanted === "string"
    ? text.includes(stripVTControlCharacters(wanted))
    : wanted.test(text);
}
