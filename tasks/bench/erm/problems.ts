import { createPrng } from "descent/core";

/** One fit that is raced: the first n rows and d columns of a table. */
export type Problem = {
  /** The task's id, `fit-100000x50`. */
  task: string;
  n: number;
  d: number;
  /** The table that it is cut from. */
  table: TableName;
  /** Fits a round, so that a round takes some milliseconds. */
  fits: number;
};

type TableName = keyof typeof TABLES;

/** The tables, each a file of samples row by row and one of labels, as float64. */
export const TABLES = {
  long: { rows: 100_000, columns: 50 },
  wide: { rows: 10_000, columns: 200 },
} as const;

/** From a lesson's size to that of the aim; and with more and more features. */
export const PROBLEMS: readonly Problem[] = [
  ...[1000, 10_000, 100_000].map((n) => problem(n, 50, "long")),
  ...[5, 20, 100, 200].map((d) => problem(10_000, d, "wide")),
];

function problem(n: number, d: number, table: TableName): Problem {
  return { task: `fit-${n}x${d}`, n, d, table, fits: Math.max(1, Math.round(2e6 / (n * d))) };
}

/** C, and the largest part of the mean loss's slope at which all may stop: scikit-learn's defaults. */
export const FIT = { C: 1, tolerance: 1e-4 };

/** What all contestants are told. */
export type ErmSettings = {
  problems: readonly Problem[];
  tables: typeof TABLES;
  fit: typeof FIT;
};

/**
 * Writes the tables: features that are normal and share a common part, so that they are correlated,
 * and labels by a logistic model of which a tenth of the weights are large.
 *
 * @param folder Where the contestants look.
 */
export async function writeTables(folder: string): Promise<void> {
  for (const [name, { rows, columns }] of Object.entries(TABLES)) {
    const prng = createPrng(rows + columns);
    const weights = Array.from({ length: columns }, (_, j) => prng.nextNormal() / (j % 10 + 1));
    const X = new Float64Array(rows * columns);
    const y = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const common = prng.nextNormal();
      let score = -0.5;
      for (let j = 0; j < columns; j++) {
        const value = (common + 2 * prng.nextNormal()) / 2;
        X[i * columns + j] = value;
        score += value * weights[j]!;
      }
      y[i] = prng.next() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
    }
    await Deno.writeFile(`${folder}/${name}-X.f64`, new Uint8Array(X.buffer));
    await Deno.writeFile(`${folder}/${name}-y.f64`, new Uint8Array(y.buffer));
  }
}
