/**
 * A sum without any rounding, as numbers that do not overlap; their exact sum is what was added.
 * So it does not depend on the order of adding, and two sums can be merged. Plain data, which can be
 * posted to another thread.
 *
 * Source: J. Shewchuk, "Adaptive precision floating-point arithmetic and fast robust geometric
 * predicates", Discrete & Computational Geometry 18 (1997).
 */
export type ExactSum = number[];

/** Adds a finite number. */
export function addExactly(sum: ExactSum, value: number): void {
  let kept = 0;
  let x = value;
  for (let i = 0; i < sum.length; i++) {
    let y = sum[i]!;
    if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
    const high = x + y;
    const low = y - (high - x);
    if (low !== 0) sum[kept++] = low;
    x = high;
  }
  sum.length = kept;
  if (x !== 0) sum.push(x);
}

/** Adds a · b, both halves of the product. Exact unless it comes near the end of the range. */
export function addProduct(sum: ExactSum, a: number, b: number): void {
  const high = a * b;
  addExactly(sum, high);
  if (a === 1 || b === 1) return;
  const low = productError(a, b, high);
  if (low !== 0) addExactly(sum, low);
}

/** Adds weight · value². */
export function addSquare(sum: ExactSum, weight: number, value: number): void {
  const high = value * value;
  addProduct(sum, weight, high);
  const low = productError(value, value, high);
  if (low !== 0) addProduct(sum, weight, low);
}

/** Adds one sum, or with `factor` −1 takes it away. */
export function addSum(sum: ExactSum, other: ExactSum, factor: 1 | -1 = 1): void {
  for (const part of other) addExactly(sum, factor * part);
}

/** The product of two sums. */
export function productOf(a: ExactSum, b: ExactSum): ExactSum {
  const product: ExactSum = [];
  for (const x of a) for (const y of b) addProduct(product, x, y);
  return product;
}

/** The nearest number to the sum; of two equally near ones that with the even last bit. */
export function nearest(sum: ExactSum): number {
  let at = sum.length - 1;
  if (at < 0) return 0;
  let high = sum[at]!;
  let low = 0;
  while (at > 0 && low === 0) {
    const x = high;
    const y = sum[--at]!;
    high = x + y;
    low = y - (high - x);
  }
  // Just half a last digit is left: what lies below decides whether it was more than half.
  if (at > 0 && (low < 0 && sum[at - 1]! < 0 || low > 0 && sum[at - 1]! > 0)) {
    const doubled = low * 2;
    const next = high + doubled;
    if (doubled === next - high) high = next;
  }
  return high;
}

/** What a · b is beyond its rounded value. Source: T. Dekker, Numerische Mathematik 18 (1971). */
function productError(a: number, b: number, rounded: number): number {
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (rounded - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** The upper 26 of a number's 53 bits. */
function upperHalf(value: number): number {
  const scaled = value * 134217729; // 2²⁷ + 1
  return scaled - (scaled - value);
}
