/**
 * The sum of products of n numbers from place `at` of a long array on and a short one.
 *
 * Four sums side by side, so that no addition waits for the last one.
 */
export function dot(data: Float64Array, at: number, weights: Float64Array, n: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let j = 0;
  for (; j + 3 < n; j += 4) {
    a += data[at + j]! * weights[j]!;
    b += data[at + j + 1]! * weights[j + 1]!;
    c += data[at + j + 2]! * weights[j + 2]!;
    d += data[at + j + 3]! * weights[j + 3]!;
  }
  for (; j < n; j++) a += data[at + j]! * weights[j]!;
  return a + b + (c + d);
}

/** Euclid's length, which neither overflows nor underflows where the answer does not. */
export function norm(vector: Float64Array): number {
  const largest = largestOf(vector);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const value of vector) sum += (value / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** The largest absolute value, 0 of none. */
export function largestOf(vector: Float64Array): number {
  let largest = 0;
  for (const value of vector) {
    if (!(Math.abs(value) <= largest)) largest = Math.abs(value); // NaN gets through and stays
  }
  return largest;
}
