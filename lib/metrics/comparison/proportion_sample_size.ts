import { cannot, checkBetween } from "../../core/mod.ts";
import { normalQuantile } from "../normal_quantile.ts";

/** What `proportionSampleSize` must and may be told. */
export type ProportionSampleSizeOptions = {
  /** The share to be expected, an accuracy say, 0 to 1; ½ is the worst case. */
  expected: number;
  /** How far the interval may reach from its middle, between 0 and ½. */
  halfWidth: number;
  /** The level of the interval, between 0 and 1. @default 0.95 */
  level?: number;
};

/**
 * How many test samples it takes to know a share to ± some width, by Wilson's interval.
 *
 * @param options The expected share, the half width, the level.
 * @returns The smallest number of samples from which the interval is that narrow.
 * @throws {RangeError} If a share or width is outside its range.
 *
 * @example An accuracy of about 98 % to ± 0.3 points
 * ```ts
 * import { proportionSampleSize } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(proportionSampleSize({ expected: 0.98, halfWidth: 0.003 }), 8407);
 * ```
 */
export function proportionSampleSize(
  { expected, halfWidth, level = 0.95 }: ProportionSampleSizeOptions,
): number {
  const action = "compute proportionSampleSize";
  if (!(expected >= 0 && expected <= 1)) {
    throw new RangeError(cannot(action, "expected must lie from 0 to 1", expected));
  }
  checkBetween(action, "halfWidth", halfWidth, 0, 0.5);
  checkBetween(action, "level", level, 0, 1);
  const z = -normalQuantile((1 - level) / 2);
  const isNarrow = (n: number) => wilsonHalfWidth(expected, n, z) <= halfWidth;
  let high = 1;
  while (!isNarrow(high)) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isNarrow(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Half the width of Wilson's interval, at any share and not just at whole counts. */
function wilsonHalfWidth(p: number, n: number, z: number): number {
  return z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
}
