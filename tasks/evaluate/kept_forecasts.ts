import type { Matrix } from "descent/core";
import type { ClassTally } from "./class_tally.ts";
import { columnOf } from "./kept_rows.ts";
import type { Forecasts } from "./rank_metrics.ts";

/** The probabilities kept of one model. */
export type KeptForecasts = {
  /** Codes of the true labels. */
  truth: Float64Array;
  /** A row of probabilities for each sample. */
  rows: Matrix;
  /** Those of the label with a code, and which samples have it. */
  of(code: number): Forecasts;
  /** Those of each sample's likeliest label, and which samples it is true of. */
  ofPredicted(): Forecasts;
};

/**
 * Finds a model's probabilities among all that was kept: the truth, then A's, then B's, as wide.
 *
 * @param tally What was kept.
 * @param model 0 for A, 1 for B; one that has probabilities.
 * @param width Probabilities in a row.
 */
export function keptForecasts(
  { kept, models }: ClassTally,
  model: number,
  width: number,
): KeptForecasts {
  const from = 1 + (model === 1 && models[0]!.losses ? width : 0);
  const truth = columnOf(kept, 0);
  const data = new Float64Array(kept.rows * width);
  for (let i = 0; i < kept.rows; i++) {
    const start = i * kept.width + from;
    data.set(kept.data.subarray(start, start + width), i * width);
  }
  const rows = { data, rows: kept.rows, columns: width };
  return {
    truth,
    rows,
    of: (code) => ({
      isPositive: Uint8Array.from(truth, (one) => one === code ? 1 : 0),
      probabilities: columnOf({ data, rows: kept.rows, width }, code),
    }),
    ofPredicted: () => mostProbable(truth, rows),
  };
}

function mostProbable(truth: Float64Array, { data, rows, columns }: Matrix): Forecasts {
  const isPositive = new Uint8Array(rows);
  const probabilities = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    let best = 0;
    for (let k = 1; k < columns; k++) if (data[start + k]! > data[start + best]!) best = k;
    isPositive[i] = truth[i] === best ? 1 : 0;
    probabilities[i] = data[start + best]!;
  }
  return { isPositive, probabilities };
}
