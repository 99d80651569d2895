import { createPrng } from "descent/core";
import { assert, assertEquals } from "@std/assert";
import { countSampler } from "../../../lib/metrics/uncertainty/count_sampler.ts";

/** 200 cells: empty ones, small ones, and two so large that they are drawn one by one. */
const COUNTS = Array.from({ length: 200 }, (_, i) => i % 3 === 0 ? 0 : i % 40);
COUNTS[7] = 5000;
COUNTS[8] = 2500;
const TOTAL = COUNTS.reduce((sum, count) => sum + count, 0);
const ROUNDS = 4000;

function resamples(counts: readonly number[], rounds: number): Float64Array[] {
  const [sample, prng] = [countSampler(counts), createPrng(5)];
  return Array.from({ length: rounds }, () => {
    const drawn = new Float64Array(counts.length);
    sample(prng, drawn);
    return drawn;
  });
}

Deno.test("countSampler() draws as many samples as there are, and none from empty cells", () => {
  for (const counts of [COUNTS, [3, 0, 1], [0, 7], Array<number>(100).fill(1)]) {
    for (const drawn of resamples(counts, 50)) {
      assertEquals(drawn.reduce((sum, count) => sum + count), counts.reduce((a, b) => a + b));
      assert(drawn.every((count, i) => Number.isInteger(count) && (counts[i]! > 0 || count === 0)));
    }
  }
});

Deno.test("countSampler() has the means, variances and covariances of the multinomial", () => {
  const draws = resamples(COUNTS, ROUNDS);
  const mean = (value: (drawn: Float64Array) => number) =>
    draws.reduce((sum, drawn) => sum + value(drawn), 0) / ROUNDS;
  for (const i of [1, 2, 7, 8, 38, 41, 199]) {
    const [m, p] = [COUNTS[i]!, COUNTS[i]! / TOTAL];
    const variance = m * (1 - p);
    const average = mean((drawn) => drawn[i]!);
    // Five standard errors of the mean and of the variance (kurtosis near 3, more for small cells).
    assert(Math.abs(average - m) < 5 * Math.sqrt(variance / ROUNDS), `mean of cell ${i}`);
    const spread = mean((drawn) => (drawn[i]! - m) ** 2);
    const error = Math.sqrt((2 * variance ** 2 + variance) / ROUNDS);
    assert(Math.abs(spread - variance) < 5 * error, `variance of cell ${i}: ${spread}`);
  }
  for (const [i, j] of [[7, 8], [38, 199], [7, 38]] as const) {
    const covariance = -COUNTS[i]! * COUNTS[j]! / TOTAL;
    const found = mean((drawn) => (drawn[i]! - COUNTS[i]!) * (drawn[j]! - COUNTS[j]!));
    const error = Math.sqrt(COUNTS[i]! * COUNTS[j]! / ROUNDS);
    assert(Math.abs(found - covariance) < 5 * error, `cells ${i} and ${j}: ${found}`);
  }
});

Deno.test("countSampler() lets a cell of one sample come as often as the binomial says", () => {
  const counts = Array<number>(500).fill(1);
  const seen = [0, 0, 0, 0];
  for (const drawn of resamples(counts, 200)) {
    for (const count of drawn) if (count < 4) seen[count]!++;
  }
  // Binomial(500, 1/500): 0.3675, 0.3682, 0.1841, 0.0612
  [0.3675, 0.3682, 0.1841, 0.0612].forEach((share, k) => {
    const error = Math.sqrt(share * (1 - share) / 100_000);
    assert(Math.abs(seen[k]! / 100_000 - share) < 5 * error + 5e-5, `${k}: ${seen[k]}`);
  });
});

Deno.test("countSampler() draws the same from the same seed", () => {
  assertEquals(resamples(COUNTS, 3), resamples(COUNTS, 3));
});
