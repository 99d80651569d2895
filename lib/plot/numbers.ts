import { cannot } from "../core/mod.ts";

/** Any list of numbers: an array or a typed array. */
export type Numbers = ArrayLike<number>;

/**
 * A list as a plain array of finite numbers, kept to what can be seen: steps of about one
 * hundred-thousandth of the spread of the list, far below a pixel.
 *
 * @param action What is being drawn, for error texts.
 * @param name The list's name, for error texts.
 * @param values The list; it is not changed.
 * @param log Whether it stands on a logarithmic axis: then six digits of each number are kept, and
 * all must be above 0.
 * @returns A new array.
 * @throws {RangeError} If the list is empty or holds a number that cannot be drawn.
 */
export function plain(action: string, name: string, values: Numbers, log = false): number[] {
  const numbers = checkedNumbers(action, name, values, log);
  if (log) return numbers.map((value) => Number(value.toPrecision(6)));
  let [low, high] = [Infinity, -Infinity];
  for (const value of numbers) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const spread = high - low || Math.abs(high) || 1;
  const digits = Math.min(100, 5 - Math.floor(Math.log10(spread)));
  return digits <= 0 ? numbers.map(Math.round) : numbers.map((v) => Number(v.toFixed(digits)) + 0);
}

function checkedNumbers(action: string, name: string, values: Numbers, log: boolean): number[] {
  if (values === null || typeof values !== "object" || typeof values.length !== "number") {
    throw new TypeError(cannot(action, `${name} must be a list of numbers`, values));
  }
  if (values.length === 0) {
    throw new RangeError(cannot(action, `${name} must hold at least one number`, []));
  }
  const numbers = Array.from(values);
  const bad = numbers.findIndex((value) => !Number.isFinite(value) || log && value <= 0);
  if (bad < 0) return numbers;
  const needed = `${name} must hold finite numbers${log ? " above 0 on a log axis" : ""}`;
  const text = `${needed} (leave others out), got ${numbers[bad]} at ${bad}`;
  throw new RangeError(`Cannot ${action}: ${text}`);
}
