/** Stands for a zero denominator, far below every value that occurs. */
const TINY = 1e-300;

/** The slowest case met here takes about √n steps, so this is n of about 10¹¹. */
const MAX_STEPS = 300_000;

/**
 * The value of `b₀ + a₁ / (b₁ + a₂ / (b₂ + …))`, evaluated from the front.
 *
 * @param b0 The term before the fraction.
 * @param term For step 1, 2, …: the pair aᵢ, bᵢ.
 *
 * Source: W. Lentz, "Generating Bessel functions in Mie scattering calculations using continued
 * fractions", Applied Optics 15 (1976), as modified by I. Thompson and A. Barnett (1986).
 */
export function continuedFraction(
  b0: number,
  term: (step: number) => readonly [number, number],
): number {
  let value = b0 || TINY;
  let c = value;
  let d = 0;
  for (let step = 1; step < MAX_STEPS; step++) {
    const [a, b] = term(step);
    d = 1 / ((b + a * d) || TINY);
    c = (b + a / c) || TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) break;
  }
  return value;
}
