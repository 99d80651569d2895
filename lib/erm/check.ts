import { cannot, type Matrix } from "../core/mod.ts";
import type { Hypothesis } from "./hypotheses/hypothesis.ts";
import type { Loss } from "./losses/loss.ts";

/** Stops unless there are samples and features, all finite. */
export function checkSamples(action: string, X: Matrix): void {
  if (X.rows === 0 || X.columns === 0) {
    const needed = "X must have at least one row and one column";
    throw new RangeError(`${cannot(action, needed)}, got ${X.rows} × ${X.columns}`);
  }
  for (let at = 0; at < X.data.length; at++) {
    if (Number.isFinite(X.data[at])) continue;
    const place = `row ${Math.floor(at / X.columns)}, column ${at % X.columns}`;
    throw new RangeError(
      `${cannot(action, "X must hold finite numbers", X.data[at])} in ${place}`,
    );
  }
}

/** Stops unless every label is of the kind that the loss takes. */
export function checkLabels(
  action: string,
  y: Float64Array,
  loss: Loss,
  { scores }: Hypothesis,
): void {
  const { wanted, is } = LABELS[loss.labels];
  for (let i = 0; i < y.length; i++) {
    if (is(y[i]!, scores)) continue;
    const needed = `${loss.name} takes labels that are ${wanted(scores)}`;
    throw new RangeError(`${cannot(action, needed, y[i])} in row ${i}`);
  }
}

const LABELS = {
  number: { wanted: () => "finite numbers", is: Number.isFinite },
  "zero or one": {
    wanted: () => "0 or 1, or a probability between",
    is: (y: number) => y >= 0 && y <= 1,
  },
  sign: { wanted: () => "−1 or +1", is: (y: number) => y === 1 || y === -1 },
  class: {
    wanted: (k: number) => `whole numbers from 0 to ${k - 1}`,
    is: (y: number, k: number) => Number.isInteger(y) && y >= 0 && y < k,
  },
} as const;
