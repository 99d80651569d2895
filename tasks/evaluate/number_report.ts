import { cannot } from "descent/core";
import { bootstrap, type Estimate, proportionInterval } from "descent/metrics";
import { correctedRows, spreadRow } from "./comparison_rows.ts";
import { ifDefined } from "./if_defined.ts";
import { columnOf, type KeptRows } from "./kept_rows.ts";
import { inOrder } from "./label_codes.ts";
import type { NumberModel, NumberTally } from "./number_tally.ts";
import type {
  ComparisonRow,
  IntervalOptions,
  ModelReport,
  NamedEstimate,
  SliceTable,
} from "./report.ts";
import { sliceTable } from "./slice_table.ts";

/** Points of a scatter plot that a page still draws at once. */
const POINTS = 3000;

/**
 * What one file's predictions are worth.
 *
 * @param tally What was kept of the files.
 * @param model Which of them, 0 or 1, and what it is called.
 * @param options Level and seed of the intervals.
 */
export function numberReport(
  tally: NumberTally,
  [model, file]: readonly [number, string],
  options: IntervalOptions,
): ModelReport {
  const { errors, absolute, squared, sums, blocks, largest } = tally.models[model]!;
  const { meanAbsoluteError, rootMeanSquaredError, meanError, r2 } = sums.result();
  const { level } = options;
  const mse = squared.estimate(level);
  const spread = mse.interval.map((end) => Math.sqrt(Math.max(0, end))) as [number, number];
  const metrics: NamedEstimate[] = [
    { name: "MAE", better: "lower", ...absolute.estimate(level), value: meanAbsoluteError },
    { ...mse, name: "RMSE", better: "lower", value: rootMeanSquaredError, interval: spread },
    { name: "median absolute error", better: "lower", ...medianOf(tally.kept, model, level) },
    { name: "mean error", better: "zero", ...errors.estimate(level), value: meanError },
    ...r2 === undefined ? [] : ifDefined((): NamedEstimate => {
      return { name: "R²", better: "higher", ...explained(blocks, options), value: r2 };
    }),
  ];
  return { file, metrics, largestError: largest, curves: pairsOf(tally.kept, model) };
}

/** Mean absolute error, group by group. */
export function numberSlices(
  tally: NumberTally,
  file: string,
  { level }: IntervalOptions,
): SliceTable[] {
  return tally.slices.map(({ column, tallies }) => {
    const groups = inOrder([...tallies.keys()]).map((group) => ({
      group,
      ...tallies.get(group)!.estimate(level),
    }));
    return sliceTable({ file, column, metric: "MAE", better: "lower", groups });
  });
}

/** Whether A and B differ, by paired t-tests of their errors, corrected for being two. */
export function compareNumbers(tally: NumberTally, options: IntervalOptions): ComparisonRow[] {
  const { differences, models } = tally;
  const pair = (name: "absolute" | "squared") => [models[0]![name], models[1]![name]] as const;
  return correctedRows([
    ...spreadRow("MAE", pair("absolute"), differences?.absolute, options),
    ...spreadRow("MSE", pair("squared"), differences?.squared, options),
  ]);
}

/** R² of blocks drawn with replacement: of up to 1,000 rows, of the rows themselves. */
function explained(
  blocks: NumberModel["blocks"],
  options: IntervalOptions,
): Pick<Estimate, "interval" | "n" | "method"> {
  const ofBlocks = (at: Uint32Array) => {
    let [n, sum, squares, errors] = [0, 0, 0, 0];
    for (const b of at) {
      const block = blocks[b]!;
      n += block[0]!;
      sum += block[1]!;
      squares += block[2]!;
      errors += block[3]!;
    }
    const variance = squares - sum * sum / n;
    if (!(variance > 0)) throw new RangeError(cannot("resample R²", "y_true must vary"));
    return 1 - errors / variance;
  };
  const { interval, method } = bootstrap(blocks.length, ofBlocks, options);
  const n = blocks.reduce((total, block) => total + block[0]!, 0);
  return { interval, n, method };
}

/**
 * The median of the absolute errors kept. Its interval goes from the error below which Wilson's lower
 * end of ½ of them lie to that of the upper end.
 *
 * Source: R. Woodruff, Journal of the American Statistical Association 47 (1952), 635–646.
 */
function medianOf(kept: KeptRows, model: number, level: number): Estimate {
  const truth = columnOf(kept, 0);
  const errors = columnOf(kept, 1 + model).map((yPred, i) => Math.abs(truth[i]! - yPred)).sort();
  const n = errors.length;
  const value = (errors[(n - 1) >> 1]! + errors[n >> 1]!) / 2;
  const [low, high] = proportionInterval(n >> 1, n, { level }).interval;
  const ends = [errors[Math.floor(low * n)]!, errors[Math.min(n - 1, Math.ceil(high * n))]!];
  return { value, interval: ends as [number, number], n, method: "woodruff" };
}

/** Enough rows for a picture, from all over the file. */
function pairsOf(kept: KeptRows, model: number): ModelReport["curves"] {
  const every = Math.max(1, Math.ceil(kept.rows / POINTS));
  const some = (column: number) => {
    const values = columnOf(kept, column);
    return Array.from(
      { length: Math.ceil(values.length / every) },
      (_, i) => values[i * every]!,
    );
  };
  const yTrue = some(0);
  return { rows: yTrue.length, pairs: { yTrue, yPred: some(1 + model) } };
}
