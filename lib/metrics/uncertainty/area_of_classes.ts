import type { Labels } from "../labels.ts";
import { oneAgainstRest } from "../probability/class_columns.ts";
import { probabilityRows } from "../probability/probability_rows.ts";
import type { ScoreRows } from "../scores.ts";
import { checkBoth, meanOf, placements } from "./placements.ts";

/**
 * The mean over k classes of the area of each against the rest, and its variance.
 *
 * `V = sum over samples of u², u = 1/k · sum over classes of (placement − area) / √(m (m − 1))`
 *
 * with m the samples on the same side, of the class or of the rest: the terms of DeLong's variance,
 * added up by sample before they are squared, since the areas share samples.
 */
export function areaOfClasses(
  action: string,
  yTrue: Labels,
  scores: ScoreRows,
  labels?: Labels,
): { area: number; variance: number } {
  const rows = probabilityRows(action, yTrue, scores, labels ? { labels } : {});
  const k = rows.classes.length;
  const deviations = new Float64Array(rows.codes.length);
  let total = 0;
  for (let c = 0; c < k; c++) {
    const { is, scores } = oneAgainstRest(rows, c);
    checkBoth(action, is);
    const { positives, negatives } = placements(is, scores);
    const area = meanOf(positives);
    const [p, q] = [scaleOf(positives.length), scaleOf(negatives.length)];
    let [hit, miss] = [0, 0];
    for (let i = 0; i < is.length; i++) {
      deviations[i]! += is[i] === 1
        ? p * (positives[hit++]! - area)
        : q * (negatives[miss++]! - area);
    }
    total += area;
  }
  const squares = deviations.reduce((sum, u) => sum + u * u, 0);
  return { area: total / k, variance: squares / k ** 2 };
}

function scaleOf(m: number): number {
  return 1 / Math.sqrt(m * (m - 1));
}
