/**
 * The exercises of 06_fuel_regression.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";

/** The exercises by name; solutions are expressions. */
export const FUEL_REGRESSION: Record<string, Exercise> = {
  toLitres: {
    task: "Write toLitres(mpg): litres per 100 km of a car that goes `mpg` miles on a US gallon. " +
      "A mile has 1.609344 km, a gallon 3.785411784 litres.",
    checks: [
      { name: "20 miles a gallon are 11.76 litres", test: (f) => near(f(20), 11.7607) },
      { name: "twice as far is half as thirsty", test: (f) => near(f(40), f(20) / 2) },
    ],
    hints: [
      "A car that goes far drinks little: mpg stands below the line.",
      "100 km are 100 / 1.609344 miles; divided by mpg that is gallons.",
    ],
    solution: "(mpg) => 100 * 3.785411784 / (1.609344 * mpg)",
  },
  standardise: {
    task: "Write standardise(train, test): the numbers of `test`, scaled by mean and standard " +
      "deviation (divided by n) of `train`.",
    checks: [
      {
        name: "the mean of the training numbers becomes 0",
        test: (f) => near(f([1, 3], [2])[0], 0),
      },
      { name: "one deviation above it becomes 1", test: (f) => near(f([1, 5], [5])[0], 1) },
      {
        name: "what is tested changes nothing",
        test: (f) => near(f([1, 5], [5, 100, -7])[0], 1),
      },
    ],
    hints: ["Both numbers that scale come from train.", "√ of the mean of (value − mean)²."],
    solution: `(train, test) => {
  const mean = train.reduce((a, b) => a + b, 0) / train.length;
  const std = Math.sqrt(train.reduce((a, b) => a + (b - mean) ** 2, 0) / train.length);
  return test.map((value) => (value - mean) / std);
}`,
  },
  partialDependence: {
    task:
      "Write partialDependence(predict, rows, column, value): the mean answer if every row had " +
      "`value` in that column. `predict` takes one row; the rows must stay as they are.",
    checks: [
      {
        name: "the other columns keep their values",
        test: (f) => near(f(sum, [[1, 2], [3, 4]], 0, 10), 13),
      },
      {
        name: "where columns act together, the mean over the rows",
        test: (f) => near(f(([a, b]: [number, number]) => a * b, [[1, 2], [3, 4]], 1, 5), 10),
      },
      {
        name: "the rows stay as they are",
        test(f) {
          const rows = [[1, 2], [3, 4]];
          f(sum, rows, 0, 10);
          return rows[0]![0] === 1 && rows[1]![0] === 3;
        },
      },
    ],
    hints: ["row.with(column, value) is a new row.", "Sum predict over them, and divide."],
    solution: `(predict, rows, column, value) =>
  rows.reduce((total, row) => total + predict(row.with(column, value)), 0) / rows.length`,
  },
};

defineExercises(FUEL_REGRESSION);

function sum(row: number[]): number {
  return row.reduce((a, b) => a + b, 0);
}

function near(got: unknown, want: number): true | string {
  const isNear = typeof got === "number" && Math.abs(got - want) < 1e-3;
  return isNear || `it must be ${want}, got ${String(got)}`;
}
