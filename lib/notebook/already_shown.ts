const shown = new WeakSet<object>();

/**
 * Notes that a value has been shown by the call that made it, so that it is not shown once more as the
 * last value of its cell.
 *
 * @param value What the call returns.
 * @returns The same value.
 */
export function alreadyShown<T extends object>(value: T): T {
  shown.add(value);
  return value;
}

/** Whether a value has been shown by the call that made it. */
export function wasShown(value: unknown): boolean {
  return typeof value === "object" && value !== null && shown.has(value);
}
