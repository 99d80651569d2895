import type { Prng } from "../../core/mod.ts";
import { drawBinomial } from "./draw_binomial.ts";
import { drawCountsInPlace } from "./draw_counts.ts";

/** Draws as many samples as a table holds, with replacement, and writes how often each cell came. */
export type CountSampler = (prng: Prng, drawn: Float64Array) => void;

/** Below so many cells, one binomial draw a cell is as fast. */
const FEW_CELLS = 64;

/** Cells that hold more are drawn one by one: a table for each would be long. */
const LARGE = 2000;

/** Entries of the guide for each outcome: so many that the first guess is mostly right. */
const FINE = 16;

/** So many deviations below its size the Poisson total is aimed, so that it is hardly ever above. */
const MARGIN = 6;

/**
 * A resampler of a table of counts that is drawn from again and again, such as the confusion matrix
 * of a hundred classes.
 *
 * Independent Poisson counts are multinomial once their total N is known. So small cells are drawn
 * each by itself, from tables, with means that are a little too small, and the n − N samples that
 * are then missing are drawn singly; where N is above n, once in a hundred thousand times, all are
 * drawn again. The result is multinomial, up to the 32 bits of a random number.
 *
 * Source: the Poisson process's independent counts, e.g. S. Ross, Introduction to Probability Models
 * (11th ed., 2014), 5.3; tables with a guide by H.-C. Chen, Y. Asau, AIIE Transactions 6 (1974).
 */
export function countSampler(counts: ArrayLike<number>): CountSampler {
  const cells = Array.from(counts);
  const total = cells.reduce((sum, count) => sum + count, 0);
  const large = cells.flatMap((count, i) => count > LARGE ? [i] : []);
  const small = Uint32Array.from(
    cells.flatMap((count, i) => count > 0 && count <= LARGE ? [i] : []),
  );
  const smallTotal = small.reduce((sum, i) => sum + cells[i]!, 0);
  const aim = 1 - MARGIN / Math.sqrt(smallTotal);
  if (small.length < FEW_CELLS || aim < 0.5) {
    return (prng, drawn) => drawCountsInPlace(counts, total, total, prng, drawn);
  }
  const poisson = poissonTables(small.map((i) => cells[i]!), aim);
  const single = tablesOf([Float64Array.from(small, (i) => cells[i]! / smallTotal)]);
  return (prng, drawn) => {
    drawn.fill(0);
    const left = drawLarge(cells, large, total, prng, drawn);
    let missing = drawSmall(small, poisson, left, prng, drawn);
    while (missing < 0) missing = drawSmall(small, poisson, left, prng, drawn);
    for (; missing > 0; missing--) drawn[small[pick(single, 0, prng)]!]!++;
  };
}

/** The large cells, one after the other; returns how many samples are left for the small ones. */
function drawLarge(
  cells: readonly number[],
  large: readonly number[],
  total: number,
  prng: Prng,
  drawn: Float64Array,
): number {
  let [left, rest] = [total, total];
  for (const i of large) {
    drawn[i] = drawBinomial(left, cells[i]! / rest, prng);
    left -= drawn[i]!;
    rest -= cells[i]!;
  }
  return left;
}

/** Every small cell by itself; returns how many samples are missing, below 0 if there are too many. */
function drawSmall(
  small: Uint32Array,
  { tables, ofCell }: PoissonTables,
  left: number,
  prng: Prng,
  drawn: Float64Array,
): number {
  for (let c = 0; c < small.length; c++) {
    const count = pick(tables, ofCell[c]!, prng);
    drawn[small[c]!] = count;
    left -= count;
  }
  return left;
}

/** A distribution for each different count, and which of them is each cell's. */
type PoissonTables = { tables: Tables; ofCell: Uint32Array };

function poissonTables(counts: Uint32Array, aim: number): PoissonTables {
  const different = [...new Set(counts)];
  const place = new Map(different.map((count, table) => [count, table]));
  return {
    tables: tablesOf(different.map((count) => poissonShares(count * aim))),
    ofCell: counts.map((count) => place.get(count)!),
  };
}

/**
 * Several distributions of whole numbers from 0 in one stretch of memory: the sums of their shares,
 * and for each of evenly spaced numbers where the first sum above it stands.
 */
type Tables = { starts: Uint32Array; sums: Float64Array; guide: Uint32Array };

function tablesOf(distributions: readonly Float64Array[]): Tables {
  const starts = new Uint32Array(distributions.length + 1);
  distributions.forEach((shares, table) => starts[table + 1] = starts[table]! + shares.length);
  const sums = new Float64Array(starts.at(-1)!);
  const guide = new Uint32Array(sums.length * FINE);
  distributions.forEach((shares, table) => {
    const start = starts[table]!;
    let sum = 0;
    shares.forEach((share, k) => sums[start + k] = sum += share);
    sums[start + shares.length - 1] = Infinity; // rounding may have left the last one below 1
    for (let g = 0, at = start; g < shares.length * FINE; g++) {
      while (sums[at]! <= g / (shares.length * FINE)) at++;
      guide[start * FINE + g] = at;
    }
  });
  return { starts, sums, guide };
}

function pick({ starts, sums, guide }: Tables, table: number, prng: Prng): number {
  const start = starts[table]!;
  const u = prng.next();
  const entries = (starts[table + 1]! - start) * FINE;
  let at = guide[start * FINE + Math.floor(u * entries)]!;
  while (sums[at]! <= u) at++;
  return at - start;
}

/** The Poisson distribution from 0 to where less than 2⁻⁵³ is left. */
function poissonShares(mean: number): Float64Array {
  const shares = new Float64Array(Math.ceil(mean + 10 * Math.sqrt(mean) + 20));
  const mode = Math.floor(mean);
  shares[mode] = 1;
  for (let k = mode; k > 0; k--) shares[k - 1] = shares[k]! * k / mean;
  for (let k = mode + 1; k < shares.length; k++) shares[k] = shares[k - 1]! * mean / k;
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}
