/** Up to so many terms are added in one go. */
const BLOCK = 128;

/**
 * The sum of `term(i)` for i from `from` to `from + n − 1`, by halves: what rounding adds grows with
 * log n, not with n.
 *
 * Terms are added in NumPy's order, eight columns to a block, so that sums of the same terms have
 * the same last digit there and here.
 *
 * @param from The first place.
 * @param n How many terms, 0 or more.
 * @param term The number at each place.
 *
 * Source: N. Higham, Accuracy and Stability of Numerical Algorithms (2nd ed., 2002), 4.2.
 */
export function pairwiseSum(from: number, n: number, term: (i: number) => number): number {
  if (n < 8) return plainSum(from, n, term);
  if (n <= BLOCK) return blockSum(from, n, term);
  const middle = Math.floor(n / 2);
  const half = middle - middle % 8;
  return pairwiseSum(from, half, term) + pairwiseSum(from + half, n - half, term);
}

function plainSum(from: number, n: number, term: (i: number) => number): number {
  let sum = 0;
  for (let i = from; i < from + n; i++) sum += term(i);
  return sum;
}

function blockSum(from: number, n: number, term: (i: number) => number): number {
  let a = term(from), b = term(from + 1), c = term(from + 2), d = term(from + 3);
  let e = term(from + 4), f = term(from + 5), g = term(from + 6), h = term(from + 7);
  const whole = n - n % 8;
  for (let i = from + 8; i < from + whole; i += 8) {
    a += term(i), b += term(i + 1), c += term(i + 2), d += term(i + 3);
    e += term(i + 4), f += term(i + 5), g += term(i + 6), h += term(i + 7);
  }
  let sum = ((a + b) + (c + d)) + ((e + f) + (g + h));
  for (let i = from + whole; i < from + n; i++) sum += term(i);
  return sum;
}
