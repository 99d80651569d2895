import { createPrng } from "descent/core";
import { type RegressionStream, regressionStream } from "descent/metrics";
import { type Groups, groupsOf } from "./groups.ts";
import { keepRows, type KeptRows } from "./kept_rows.ts";
import type { Numbered } from "./parse_row.ts";
import { Spread } from "./spread.ts";

/** What is kept of one file. */
export type NumberModel = {
  sums: RegressionStream;
  /** Of `true − predicted`, its absolute value and its square. */
  errors: Spread;
  absolute: Spread;
  squared: Spread;
  /** Rows in blocks: of each n, Σ y, Σ y² and Σ (y − ŷ)², with y less the first true value. */
  blocks: Float64Array[];
  largest: { error: number; line: number };
};

/** All that is kept of one file of numbers, or of two. */
export type NumberTally = {
  rows: number;
  models: NumberModel[];
  /** A's less B's. */
  differences?: { absolute: Spread; squared: Spread };
  /** Of some rows the truth, and each model's prediction. */
  kept: KeptRows;
  /** Absolute errors of A. */
  slices: Groups<Spread>[];
  /** The first true value. */
  origin: number;
};

/** What the files say of one sample, and in which line each says it. */
export type NumberSample = {
  models: readonly Numbered[];
  lines: readonly number[];
  groups: readonly string[];
};

/** Numbers kept at most, 8 bytes each. */
const KEPT = 6_000_000;

/** Rows are dealt out into so many blocks, which are then resampled in place of rows. */
const BLOCKS = 1000;

/**
 * A tally of regressions.
 *
 * @param models One or two files.
 * @param sliceColumns Columns to tell rows apart by.
 * @param seed Chooses which rows are kept, if not all are.
 */
export function numberTally(
  models: number,
  sliceColumns: readonly string[],
  seed: number,
): NumberTally {
  return {
    rows: 0,
    models: Array.from({ length: models }, () => ({
      sums: regressionStream(),
      errors: new Spread(),
      absolute: new Spread(),
      squared: new Spread(),
      blocks: [],
      largest: { error: -1, line: 0 },
    })),
    ...models > 1 ? { differences: { absolute: new Spread(), squared: new Spread() } } : {},
    kept: keepRows(1 + models, Math.floor(KEPT / (1 + models)), createPrng(seed)),
    slices: sliceColumns.map((column) => groupsOf(column, () => new Spread())),
    origin: 0,
  };
}

/** Takes in a sample. */
export function addNumbered(tally: NumberTally, { models, lines, groups }: NumberSample): void {
  const { yTrue } = models[0]!;
  if (tally.rows === 0) tally.origin = yTrue;
  const errors = models.map(({ yPred }, m) => {
    const error = yTrue - yPred;
    addError(
      tally.models[m]!,
      [yTrue, yPred, yTrue - tally.origin],
      lines[m]!,
      tally.rows % BLOCKS,
    );
    return error;
  });
  const absolute = errors.map(Math.abs);
  tally.rows++;
  tally.differences?.absolute.add(absolute[0]! - absolute[1]!);
  tally.differences?.squared.add(absolute[0]! ** 2 - absolute[1]! ** 2);
  groups.forEach((group, s) => tally.slices[s]!.of(group).add(absolute[0]!));
  tally.kept.add([yTrue, ...models.map(({ yPred }) => yPred)]);
}

function addError(
  model: NumberModel,
  [yTrue, yPred, shifted]: readonly [number, number, number],
  line: number,
  block: number,
): void {
  const error = yTrue - yPred;
  model.sums.update([yTrue], [yPred]);
  model.errors.add(error);
  model.absolute.add(Math.abs(error));
  model.squared.add(error ** 2);
  if (Math.abs(error) > model.largest.error) model.largest = { error: Math.abs(error), line };
  const sums = model.blocks[block] ??= new Float64Array(4);
  sums[0]!++;
  sums[1]! += shifted;
  sums[2]! += shifted ** 2;
  sums[3]! += error ** 2;
}
