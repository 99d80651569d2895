import { createMatrix, type Matrix } from "../../core/mod.ts";
import { norm } from "./dot.ts";

/**
 * `A P = Q R` by Householder reflections, largest column first. Columns lie one after another: row j of
 * `columns` is column j of A P, with R above its diagonal and the reflections below.
 */
export type Qr = {
  columns: Matrix;
  /** R's diagonal, shape `(min(n, p))`. */
  diagonal: Float64Array;
  /** Which column of A each one is, shape `(p)`. */
  order: Uint32Array;
  /** How many columns are independent beyond rounding. */
  rank: number;
};

/**
 * Factorises a matrix that is given by its columns, and overwrites it.
 *
 * A column counts as dependent where what the others leave of it is less than `ε · max(n, p)` of the
 * largest column, as in LAPACK's users' practice.
 *
 * @param columns The transpose of A, shape `(p, n)`.
 */
export function qrInPlace(columns: Matrix): Qr {
  const { rows: p, columns: n } = columns;
  const steps = Math.min(n, p);
  const diagonal = new Float64Array(steps);
  const order = Uint32Array.from({ length: p }, (_, j) => j);
  const column = (j: number) => columns.data.subarray(j * n, (j + 1) * n);
  let rank = steps;
  for (let step = 0; step < steps; step++) {
    bringLargest(columns, order, step);
    const pivot = column(step).subarray(step);
    diagonal[step] = reflectInPlace(pivot);
    if (Math.abs(diagonal[step]!) <= Number.EPSILON * Math.max(n, p) * Math.abs(diagonal[0]!)) {
      rank = step;
      break;
    }
    for (let j = step + 1; j < p; j++) applyReflection(pivot, column(j).subarray(step));
  }
  return { columns, diagonal, order, rank };
}

/** Qᵀ b, in place. */
export function applyQtInPlace({ columns, rank }: Qr, b: Float64Array): void {
  const n = columns.columns;
  for (let step = 0; step < rank; step++) {
    applyReflection(columns.data.subarray(step * n + step, (step + 1) * n), b.subarray(step));
  }
}

/** Q b, in place. */
export function applyQInPlace({ columns, rank }: Qr, b: Float64Array): void {
  const n = columns.columns;
  for (let step = rank - 1; step >= 0; step--) {
    applyReflection(columns.data.subarray(step * n + step, (step + 1) * n), b.subarray(step));
  }
}

/** R's entry (i, j), i ≤ j. */
export function entryOfR({ columns, diagonal }: Qr, i: number, j: number): number {
  return i === j ? diagonal[i]! : columns.data[j * columns.columns + i]!;
}

/** Of all x with least |A x − b|, the shortest: unique also where columns depend on each other. */
export function shortestSolution(qr: Qr, b: Float64Array): Float64Array {
  const { order, rank } = qr;
  const p = order.length;
  const rotated = b.slice();
  applyQtInPlace(qr, rotated);
  const inOrder = rank === p ? solveUpper(qr, rotated) : shortestOfMany(qr, rotated);
  const x = new Float64Array(p);
  order.forEach((j, at) => x[j] = inOrder[at]!);
  return x;
}

function solveUpper(qr: Qr, rotated: Float64Array): Float64Array {
  const x = rotated.slice(0, qr.rank);
  for (let i = qr.rank - 1; i >= 0; i--) {
    for (let j = i + 1; j < qr.rank; j++) x[i]! -= entryOfR(qr, i, j) * x[j]!;
    x[i]! /= entryOfR(qr, i, i);
  }
  return x;
}

/** With the rows of R as columns, `Rᵀ = Z T`: x = Z T⁻ᵀ c lies in their span and so is shortest. */
function shortestOfMany(qr: Qr, rotated: Float64Array): Float64Array {
  const p = qr.order.length;
  const x = new Float64Array(p);
  if (qr.rank === 0) return x;
  const rows = createMatrix(qr.rank, p);
  for (let i = 0; i < qr.rank; i++) {
    for (let j = i; j < p; j++) rows.data[i * p + j] = entryOfR(qr, i, j);
  }
  const wide = qrInPlace(rows);
  for (let i = 0; i < qr.rank; i++) { // Tᵀ, lower triangular
    let sum = rotated[wide.order[i]!]!;
    for (let j = 0; j < i; j++) sum -= entryOfR(wide, j, i) * x[j]!;
    x[i] = sum / entryOfR(wide, i, i);
  }
  applyQInPlace(wide, x);
  return x;
}

/** Turns a vector into the reflection that takes it to (r, 0, …, 0), scaled to length √2; gives r. */
function reflectInPlace(vector: Float64Array): number {
  const length = norm(vector);
  if (length === 0) return 0;
  const sign = vector[0]! < 0 ? -1 : 1; // away from 0, so that nothing cancels
  for (let i = 0; i < vector.length; i++) vector[i]! /= sign * length;
  vector[0]! += 1;
  const scale = 1 / Math.sqrt(vector[0]!); // |v|² is 2 v₀
  for (let i = 0; i < vector.length; i++) vector[i]! *= scale;
  return -sign * length;
}

/** b − v (v·b): a reflection by v of length √2. */
function applyReflection(v: Float64Array, b: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i]! * b[i]!;
  if (sum === 0) return;
  for (let i = 0; i < v.length; i++) b[i]! -= sum * v[i]!;
}

/** Swaps the column of which most is left to place `step`. */
function bringLargest({ data, rows: p, columns: n }: Matrix, order: Uint32Array, step: number) {
  let [best, length] = [step, -1];
  for (let j = step; j < p; j++) {
    let sum = 0;
    for (let i = step; i < n; i++) sum += data[j * n + i]! ** 2;
    if (sum > length) [best, length] = [j, sum];
  }
  if (best === step) return;
  [order[step], order[best]] = [order[best]!, order[step]!];
  const held = data.slice(step * n, (step + 1) * n);
  data.copyWithin(step * n, best * n, (best + 1) * n);
  data.set(held, best * n);
}
