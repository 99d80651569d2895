import { poissonDensity } from "./binomial_density.ts";
import { gammaSides } from "./gamma.ts";

/**
 * The probability that a draw from the noncentral chi-square distribution is at most `x`: a mixture
 * of chi-square distributions with k, k + 2, … degrees of freedom, in Poisson's shares.
 *
 * @param x 0 or more.
 * @param degreesOfFreedom k, above 0.
 * @param noncentrality λ, 0 or more; the mean is k + λ.
 */
export function noncentralChiSquareBelow(
  x: number,
  degreesOfFreedom: number,
  noncentrality: number,
): number {
  const mean = noncentrality / 2;
  const reach = 9 * Math.sqrt(mean) + 20; // beyond, less than 1e-17 is left out
  let sum = 0;
  for (let j = Math.max(0, Math.floor(mean - reach)); j <= mean + reach; j++) {
    const share = j === 0 ? Math.exp(-mean) : poissonDensity(j, mean);
    sum += share * gammaSides(x / 2, degreesOfFreedom / 2 + j).below;
  }
  return sum;
}

/**
 * The interval of the noncentrality, from one chi-square statistic: the values for which the statistic
 * is neither too large nor too small to be likely. It begins at 0 where chance explains it.
 *
 * @param statistic 0 or more.
 * @param degreesOfFreedom Above 0.
 * @param level The level of the interval, between 0 and 1.
 *
 * Source: J. Steiger and R. Fouladi, "Noncentrality interval estimation and the evaluation of
 * statistical models" (1997).
 */
export function noncentralityInterval(
  statistic: number,
  degreesOfFreedom: number,
  level: number,
): [number, number] {
  const tail = (1 - level) / 2;
  return [1 - tail, tail].map((p) => {
    const below = (noncentrality: number) =>
      noncentralChiSquareBelow(statistic, degreesOfFreedom, noncentrality);
    if (below(0) <= p) return 0;
    let [low, high] = [0, Math.max(1, statistic)];
    while (below(high) > p) [low, high] = [high, 2 * high];
    while (high - low > 1e-10 * high) {
      const middle = (low + high) / 2;
      if (below(middle) > p) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }) as [number, number];
}
