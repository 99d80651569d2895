import { cannot } from "../core/mod.ts";

/**
 * Stops unless a number is finite and not below a bound.
 *
 * @param action What is being tried, for the error text.
 * @param name The argument's name.
 * @param value The value to look at.
 * @param min Smallest value allowed. @default 0
 */
export function checkAtLeast(action: string, name: string, value: number, min = 0): void {
  if (Number.isFinite(value) && value >= min) return;
  throw new RangeError(cannot(action, `${name} must be a finite number of at least ${min}`, value));
}

/**
 * Stops unless a number is a share that may be 0 but not 1, as the decay of a running mean.
 *
 * @param action What is being tried, for the error text.
 * @param name The argument's name.
 * @param value The value to look at.
 */
export function checkDecay(action: string, name: string, value: number): void {
  if (value >= 0 && value < 1) return;
  throw new RangeError(cannot(action, `${name} must be at least 0 and below 1`, value));
}
