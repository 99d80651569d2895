const HALF_LOG_2PI = 0.9189385332046727;

// B(2k) / (2k (2k − 1)) for k = 1, 2, …: the coefficients of Stirling's series.
// deno-fmt-ignore
const STIRLING = [
  1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400,
];

/** From here on eight terms of the series give every digit of a double. */
const SERIES_FROM = 15;

/**
 * What Stirling's formula leaves out: `log Γ(x + 1) − (x + ½) log x + x − ½ log 2π`.
 *
 * @param x A number above 0; the result is Infinity at 0.
 *
 * Source: NIST Digital Library of Mathematical Functions, 5.11.1.
 */
export function stirlingError(x: number): number {
  if (x < SERIES_FROM) return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_2PI;
  const inverse = 1 / (x * x);
  return STIRLING.reduceRight((sum, coefficient) => sum * inverse + coefficient, 0) / x;
}

/**
 * The logarithm of Γ(x), to about 1e-15 of the larger of 1 and itself.
 *
 * Small arguments are moved up by Γ(x) = Γ(x + 1) / x to where Stirling's series is exact.
 *
 * @param x A number above 0.
 */
export function logGamma(x: number): number {
  let product = 1;
  let at = x;
  for (; at < SERIES_FROM; at++) product *= at;
  // log Γ(at) is log Γ(at + 1) − log at
  return stirlingError(at) + (at - 0.5) * Math.log(at) - at + HALF_LOG_2PI - Math.log(product);
}
