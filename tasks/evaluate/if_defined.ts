/**
 * What is made, in a list; an empty list where a metric refuses the samples by a RangeError, such as a
 * correlation of a single class.
 */
export function ifDefined<T>(make: () => T): T[] {
  try {
    return [make()];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
