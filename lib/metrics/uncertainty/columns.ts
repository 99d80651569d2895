import { createPrng, type Matrix } from "../../core/mod.ts";
import {
  bootstrap,
  bootstrapCounts,
  type BootstrapEstimate,
  type BootstrapOptions,
} from "./bootstrap.ts";
import { drawCountsInPlace } from "./draw_counts.ts";

/** A value for each sample: labels, numbers, or a row of a matrix. */
export type Column = ArrayLike<unknown> | Matrix;

/** A statistic of a few columns of samples, each sample counting by its weight if there are any. */
export type ColumnStatistic = (columns: Column[], sampleWeight?: ArrayLike<number>) => number;

/**
 * Bootstraps a statistic of columns. Where few different samples occur and the statistic takes
 * weights, counts are resampled in place of rows: each kind of sample once, its weight how often it
 * was drawn.
 */
export function bootstrapColumns(
  columns: Column[],
  statistic: ColumnStatistic,
  options: BootstrapOptions,
): BootstrapEstimate {
  const n = lengthOf(columns[0]!);
  const kinds = kindsOf(columns, n);
  if (kinds && takesWeights(kinds, statistic)) {
    const { columns: each } = kinds;
    return bootstrapCounts(kinds.counts, (counts) => ofCounts(each, counts, statistic), options);
  }
  return bootstrap(n, (at) => statistic(columns.map((column) => take(column, at))), options);
}

/** How many samples a column has. */
export function lengthOf(column: Column): number {
  return isMatrix(column) ? column.rows : column.length;
}

/** The samples at some positions. */
export function take(column: Column, positions: Uint32Array): Column {
  if (isMatrix(column)) return takeRows(column, positions);
  const taken: unknown[] = ofSameKind(column, positions.length);
  for (let i = 0; i < positions.length; i++) taken[i] = column[positions[i]!];
  return taken;
}

/** An empty list: a typed array for a typed array, which the metrics are fastest with. */
function ofSameKind(column: ArrayLike<unknown>, length: number): unknown[] {
  if (!ArrayBuffer.isView(column)) return new Array<unknown>(length);
  return new (column.constructor as new (length: number) => unknown[])(length);
}

function isMatrix(column: Column): column is Matrix {
  return "data" in column;
}

function takeRows({ data, columns }: Matrix, positions: Uint32Array): Matrix {
  const taken = new Float64Array(positions.length * columns);
  positions.forEach((row, i) => {
    taken.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return { data: taken, rows: positions.length, columns };
}

/** The different samples that occur, one of each, and how often each does. */
type Kinds = { columns: Column[]; counts: Float64Array };

/** More kinds than this share of the samples, and resampling rows is as fast. */
const MOST_KINDS = 1 / 4;

function kindsOf(columns: Column[], n: number): Kinds | undefined {
  const most = n * MOST_KINDS;
  const codes = new Float64Array(n);
  let range = 1;
  for (const column of columns) {
    const coded = isMatrix(column) ? undefined : codesOf(column, most);
    if (!coded || range * coded.size > Number.MAX_SAFE_INTEGER) return undefined;
    for (let i = 0; i < n; i++) codes[i] = codes[i]! * coded.size + coded.codes[i]!;
    range *= coded.size;
  }
  const found = codesOf(codes, most);
  if (!found) return undefined;
  const counts = new Float64Array(found.size);
  for (const code of found.codes) counts[code]!++;
  return { columns: columns.map((column) => take(column, found.first)), counts };
}

/** Each value's number in the order of appearance; nothing for lists, or with too many values. */
function codesOf(values: ArrayLike<unknown>, most: number) {
  const numbers = new Map<unknown, number>();
  const codes = new Uint32Array(values.length);
  const first: number[] = [];
  for (let i = 0; i < values.length; i++) {
    let code = numbers.get(values[i]);
    if (code === undefined) {
      if (typeof values[i] === "object" || numbers.size >= most) return undefined;
      code = numbers.size;
      numbers.set(values[i], code);
      first.push(i);
    }
    codes[i] = code;
  }
  return { codes, size: numbers.size, first: Uint32Array.from(first) };
}

/** The statistic of so many samples of each kind. Kinds not drawn are left out, as in a resample. */
export function ofCounts(
  columns: Column[],
  counts: Float64Array,
  statistic: ColumnStatistic,
): number {
  if (!counts.includes(0)) return statistic(columns, counts);
  const places = new Uint32Array(counts.length);
  const weights = new Float64Array(counts.length);
  let kinds = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    places[kinds] = i;
    weights[kinds++] = counts[i]!;
  }
  const drawn = places.subarray(0, kinds);
  return statistic(columns.map((column) => take(column, drawn)), weights.subarray(0, kinds));
}

/** So many samples show whether weights are taken at their word. */
const TRIAL = 500;

/**
 * Whether weights give what repeated rows do, tried on two resamples: a metric of the caller's own
 * may pay no heed to weights, or count samples besides.
 */
function takesWeights(kinds: Kinds, statistic: ColumnStatistic): boolean {
  const total = kinds.counts.reduce((sum, count) => sum + count, 0);
  const prng = createPrng(0);
  const drawn = new Float64Array(kinds.counts.length);
  for (let round = 0; round < 2; round++) {
    drawCountsInPlace(kinds.counts, Math.min(total, TRIAL), total, prng, drawn);
    const rows = Uint32Array.from([...drawn].flatMap((count, i) => Array<number>(count).fill(i)));
    try {
      const byRows = statistic(kinds.columns.map((column) => take(column, rows)));
      const byWeights = ofCounts(kinds.columns, drawn, statistic);
      if (!(Math.abs(byRows - byWeights) <= 1e-9 * Math.max(1, Math.abs(byRows)))) return false;
    } catch (error) {
      if (!(error instanceof RangeError)) return false; // a resample that it refuses says nothing
    }
  }
  return true;
}
