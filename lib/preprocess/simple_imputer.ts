import { cannot, checkBetween, type Matrix } from "../core/mod.ts";
import { presentValues, quantileOf } from "./column_values.ts";
import { checkColumns, checkFit, mapColumns, type Transformer } from "./transformer.ts";

/** What a simple imputer has learnt. */
export type SimpleImputerState = {
  readonly kind: "simpleImputer";
  /** What stands in for a missing value of each column. */
  readonly statistics: readonly number[];
};

/** An imputer fitted by {@linkcode fitSimpleImputer}. */
export type SimpleImputer = SimpleImputerState & Transformer;

/** What {@linkcode fitSimpleImputer} may be told. */
export type SimpleImputerOptions = {
  /** What stands in. Of values equally frequent the least is taken. @default "mean" */
  strategy?: "mean" | "median" | "mostFrequent" | "constant" | undefined;
  /** What stands in with the strategy "constant". @default 0 */
  fillValue?: number | undefined;
};

/**
 * Learns what shall stand in for a missing value of each column, and puts it where NaN is.
 *
 * The column's spread shrinks by it, and what the gap itself may tell is lost. Where that matters, add
 * a column that says where values were missing.
 *
 * @param X Rows to learn from, shape `(n, d)`; NaN where a value is missing.
 * @param options All may be left out.
 * @returns The numbers that stand in, and `transform`.
 * @throws {RangeError} If X is empty, holds an infinity or, save for "constant", a column without values.
 *
 * @example
 * ```ts
 * import { fitSimpleImputer } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const imputer = fitSimpleImputer(matrixFrom([[1], [2], [9]]), { strategy: "median" });
 * assertEquals(rowsOf(imputer.transform(matrixFrom([[NaN], [5]]))), [[2], [5]]);
 * ```
 *
 * Source: scikit-learn's SimpleImputer, which drops a column without values.
 */
export function fitSimpleImputer(
  X: Matrix,
  { strategy = "mean", fillValue = 0 }: SimpleImputerOptions = {},
): SimpleImputer {
  checkFit(ACTION, X, true);
  if (strategy === "constant") {
    checkBetween(ACTION, "fillValue", fillValue, -Infinity);
    return simpleImputer({ kind: "simpleImputer", statistics: Array(X.columns).fill(fillValue) });
  }
  const statistic = STATISTICS[strategy];
  if (!statistic) {
    const names = [...Object.keys(STATISTICS), "constant"].join(", ");
    throw new RangeError(cannot(ACTION, `strategy must be one of ${names}`, strategy));
  }
  return simpleImputer({
    kind: "simpleImputer",
    statistics: presentValues(ACTION, X).map(statistic),
  });
}

/** The imputer of numbers that were learnt before. */
export function simpleImputer(state: SimpleImputerState): SimpleImputer {
  const { statistics } = state;
  return {
    ...state,
    transform(X) {
      checkColumns("fill gaps", X, statistics.length);
      return mapColumns(X, (value, j) => Number.isNaN(value) ? statistics[j]! : value);
    },
  };
}

const STATISTICS = {
  mean: (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length,
  median: (values: Float64Array) => quantileOf(values.toSorted(), 0.5),
  mostFrequent,
};

function mostFrequent(values: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of values.toSorted()) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = NaN;
  for (const [value, count] of counts) if (!(count <= (counts.get(best) ?? 0))) best = value;
  return best;
}

const ACTION = "fit an imputer";
