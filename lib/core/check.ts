import { cannot } from "./cannot.ts";

/**
 * Stops unless `value` is a whole number in a range.
 *
 * @param action What is being tried, for the error text.
 * @param name The argument's name.
 * @param value The value to look at.
 * @param min Smallest value allowed. @default 0
 * @param max Largest value allowed. @default Number.MAX_SAFE_INTEGER
 * @throws {RangeError} If `value` is not a whole number from `min` to `max`.
 *
 * @example
 * ```ts
 * import { checkInteger } from "descent/core";
 * import { assertThrows } from "@std/assert";
 *
 * checkInteger("train", "epochs", 5, 1);
 * assertThrows(
 *   () => checkInteger("train", "epochs", 0, 1),
 *   RangeError,
 *   "Cannot train: epochs must be a whole number of at least 1, got 0",
 * );
 * ```
 */
export function checkInteger(
  action: string,
  name: string,
  value: number,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new RangeError(cannot(action, `${name} must be a whole number ${range}`, value));
}

/**
 * Stops unless `value` is a finite number strictly between two bounds.
 *
 * @param action What is being tried, for the error text.
 * @param name The argument's name.
 * @param value The value to look at.
 * @param above Lower bound, not itself allowed.
 * @param below Upper bound, not itself allowed. @default Infinity
 * @throws {RangeError} If `value` is not finite or not inside the bounds.
 *
 * @example
 * ```ts
 * import { checkBetween } from "descent/core";
 * import { assertThrows } from "@std/assert";
 *
 * checkBetween("split labels", "testSize", 0.2, 0, 1);
 * assertThrows(
 *   () => checkBetween("train", "learningRate", -1, 0),
 *   RangeError,
 *   "Cannot train: learningRate must be a finite number above 0, got -1",
 * );
 * ```
 */
export function checkBetween(
  action: string,
  name: string,
  value: number,
  above: number,
  below = Infinity,
): void {
  if (Number.isFinite(value) && value > above && value < below) return;
  const range = below === Infinity
    ? `a finite number above ${above}`
    : `between ${above} and ${below}`;
  throw new RangeError(cannot(action, `${name} must be ${range}`, value));
}

/**
 * Stops unless two lists that belong together have one length, and that length is not 0.
 *
 * @param action What is being tried, for the error text.
 * @param a Name and length of the first list.
 * @param b Name and length of the second list.
 * @throws {RangeError} If the lengths differ or are 0.
 *
 * @example
 * ```ts
 * import { checkSameLength } from "descent/core";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(
 *   () => checkSameLength("compute accuracyScore", ["yTrue", 2], ["yPred", 1]),
 *   RangeError,
 *   "Cannot compute accuracyScore: yTrue and yPred must have one length, got 2 and 1",
 * );
 * ```
 */
export function checkSameLength(
  action: string,
  [nameA, lengthA]: [string, number],
  [nameB, lengthB]: [string, number],
): void {
  if (lengthA !== lengthB) {
    const needed = `${nameA} and ${nameB} must have one length`;
    throw new RangeError(`Cannot ${action}: ${needed}, got ${lengthA} and ${lengthB}`);
  }
  if (lengthA === 0) {
    throw new RangeError(cannot(action, `${nameA} must hold at least one value`, []));
  }
}
