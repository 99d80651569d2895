import { checkSameLength } from "../../core/mod.ts";
import type { Labels } from "../labels.ts";
import { descendingOrder } from "../probability/descending_order.ts";
import { type PositiveOptions, positivesOf } from "../probability/positives.ts";
import { checkSampleWeight } from "../sample_weight.ts";
import { checkFinite } from "../scores.ts";

/** A rising line of straight pieces that turns scores into probabilities. */
export type IsotonicScaling = {
  /** Scores at its corners, ascending. */
  scores: Float64Array;
  /** Probabilities there, ascending within 0 to 1. */
  probabilities: Float64Array;
  /**
   * Probabilities of new scores, shape `(n)`: between two corners by line, beyond the ends as at
   * the end.
   */
  apply(scores: ArrayLike<number>): Float64Array<ArrayBuffer>;
};

/**
 * Isotonic calibration: of all rising functions of the score the one nearest to what was seen, by
 * squares. It mends any rising distortion, but needs a thousand samples or more, and makes ties.
 *
 * Fit it on samples that the model was not trained on.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param scores The higher, the likelier positive, shape `(n)`.
 * @param options The positive class; weights.
 * @returns The rising line.
 * @throws {RangeError} If the lengths differ or are 0, a score is not finite, `positive` is none of
 * the labels or not told where it must be, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example The second and third sample are out of order and share their mean
 * ```ts
 * import { fitIsotonic } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const { apply } = fitIsotonic([0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4]);
 * assertEquals(apply([0, 0.1, 0.2, 0.3, 0.4, 1]), Float64Array.of(0, 0, 0.5, 0.5, 1, 1));
 * ```
 *
 * Source: B. Zadrozny, C. Elkan, "Transforming classifier scores into accurate multiclass probability
 * estimates", KDD 2002; pooling of adjacent violators by M. Ayer et al., Annals of Mathematical
 * Statistics 26 (1955).
 */
export function fitIsotonic(
  yTrue: Labels,
  scores: ArrayLike<number>,
  { positive, sampleWeight }: PositiveOptions = {},
): IsotonicScaling {
  const action = "fit isotonic calibration";
  checkSameLength(action, ["yTrue", yTrue.length], ["scores", scores.length]);
  checkFinite(action, "scores", scores);
  checkSampleWeight(action, sampleWeight, yTrue.length);
  const is = positivesOf(action, yTrue, positive);
  const blocks = pooled(stepsOf(is, Float64Array.from(scores), sampleWeight));
  const [x, y] = corners(blocks);
  return {
    scores: x,
    probabilities: y,
    apply: (scores) => Float64Array.from(scores, (score) => onLine(x, y, score)),
  };
}

/** Samples of neighbouring scores that share one probability. */
type Block = { low: number; high: number; weight: number; positives: number };

/** One block for each different score, ascending. */
function stepsOf(
  is: Uint8Array,
  scores: Float64Array,
  sampleWeight?: ArrayLike<number>,
): Block[] {
  const blocks: Block[] = [];
  for (const i of descendingOrder(scores).reverse()) {
    const weight = sampleWeight?.[i] ?? 1;
    if (weight === 0) continue;
    const last = blocks.at(-1);
    const score = scores[i]!;
    if (last?.high === score) {
      last.weight += weight;
      last.positives += weight * is[i]!;
    } else blocks.push({ low: score, high: score, weight, positives: weight * is[i]! });
  }
  return blocks;
}

/** Joins neighbours until shares rise. */
function pooled(steps: Block[]): Block[] {
  const blocks: Block[] = [];
  for (const step of steps) {
    let block = step;
    while (blocks.length > 0 && shareOf(blocks.at(-1)!) >= shareOf(block)) {
      const before = blocks.pop()!;
      block = {
        low: before.low,
        high: block.high,
        weight: before.weight + block.weight,
        positives: before.positives + block.positives,
      };
    }
    blocks.push(block);
  }
  return blocks;
}

function shareOf({ weight, positives }: Block): number {
  return positives / weight;
}

/** Both ends of each block, one where they are one. */
function corners(blocks: Block[]): [Float64Array, Float64Array] {
  const points = blocks.flatMap((block) => {
    const share = shareOf(block);
    return block.low === block.high
      ? [[block.low, share] as const]
      : [[block.low, share] as const, [block.high, share] as const];
  });
  return [
    Float64Array.from(points, ([score]) => score),
    Float64Array.from(points, ([, share]) => share),
  ];
}

function onLine(x: Float64Array, y: Float64Array, score: number): number {
  if (score <= x[0]!) return y[0]!;
  if (score >= x.at(-1)!) return y.at(-1)!;
  let [low, high] = [0, x.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= score) low = middle;
    else high = middle;
  }
  return y[low]! + (y[high]! - y[low]!) * (score - x[low]!) / (x[high]! - x[low]!);
}
