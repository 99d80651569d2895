import { binOf, type FeatureStatistics } from "../nn/mod.ts";

/** Above so large an index a change counts as one that matters. */
export const MATTERS = 0.25;

/** How one input's latest values differ from those of training. */
export type Drift = {
  feature: string;
  /**
   * Population stability index: above {@linkcode MATTERS} counts as a change that matters. Of few
   * rows it is large by chance, about the number of bins over the number of rows.
   */
  psi: number;
  /** How far the mean has moved, in standard deviations of training. */
  shift: number;
  /** Share of values outside of training's range. */
  outside: number;
};

/** The latest inputs of a model. */
export type DriftWindow = {
  add(row: readonly number[]): void;
  /** How many rows there are. */
  readonly rows: number;
  drift(): Drift[];
};

/** As in most uses of the index: an empty bin counts as so large a share. */
const LEAST_SHARE = 1e-4;

/**
 * Keeps the latest inputs of a model, as counts, to compare them with its training data.
 *
 * `PSI = Σ (p − q) ln(p / q)` over the bins of a feature, p now and q in training.
 *
 * @param features What the passport says of training.
 * @param size The most rows kept; the oldest go first.
 * @returns The window.
 *
 * Source: N. Siddiqi, Credit Risk Scorecards, 2006 (population stability index).
 */
export function createDriftWindow(
  features: readonly FeatureStatistics[],
  size: number,
): DriftWindow {
  const kept = new Float64Array(size * features.length);
  const counts = features.map(({ bins }) => new Float64Array(bins.shares.length));
  const sums = new Float64Array(features.length);
  const outside = new Float64Array(features.length);
  let rows = 0;
  let next = 0;

  function count(j: number, value: number, by: 1 | -1): void {
    const { bins, min, max } = features[j]!;
    counts[j]![binOf(bins.edges, value)]! += by;
    sums[j]! += by * value;
    if (value < min || value > max) outside[j]! += by;
  }

  return {
    get rows() {
      return rows;
    },
    add(row) {
      const at = next * features.length;
      features.forEach((_, j) => {
        if (rows === size) count(j, kept[at + j]!, -1);
        kept[at + j] = row[j]!;
        count(j, row[j]!, 1);
      });
      next = (next + 1) % size;
      rows = Math.min(rows + 1, size);
    },
    drift() {
      if (rows === 0) return [];
      return features.map(({ name, mean, std, bins }, j) => ({
        feature: name,
        psi: bins.shares.reduce((sum, share, bin) => {
          const p = Math.max(counts[j]![bin]! / rows, LEAST_SHARE);
          const q = Math.max(share, LEAST_SHARE);
          return sum + (p - q) * Math.log(p / q);
        }, 0),
        shift: std > 0 ? (sums[j]! / rows - mean) / std : 0,
        outside: outside[j]! / rows,
      }));
    },
  };
}
