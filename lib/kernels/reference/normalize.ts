/** What belongs to each column of a normalised batch, shape `(columns)` each. */
export type Normalization = {
  mean: ArrayLike<number>;
  /** 1 / √(variance + ε). */
  inverse: ArrayLike<number>;
  /** What the distance from the mean is multiplied by: γ · inverse. */
  factor: ArrayLike<number>;
};

/**
 * Columns moved and scaled.
 *
 * `y[i, j] = (x[i, j] − mean[j]) · factor[j] + shift[j]`, then `max(0, ·)` if `relu`
 *
 * @param x Shape `(rows, columns)`.
 * @param columns `mean` and `factor`; their length is the number of columns.
 * @param shift Shape `(columns)`.
 * @param relu Whether negative results become 0. @default false
 * @returns Shape `(rows, columns)`, in float64.
 *
 * @example
 * ```ts
 * import { normalize } from "./normalize.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const y = normalize([1, 5, 3, 6], { mean: [2, 5], factor: [1, 10] }, [0, -5]);
 * assertEquals(y, Float64Array.of(-1, -5, 1, 5));
 * ```
 */
export function normalize(
  x: ArrayLike<number>,
  { mean, factor }: Pick<Normalization, "mean" | "factor">,
  shift: ArrayLike<number>,
  relu = false,
): Float64Array {
  return Float64Array.from(x, (value, at) => {
    const j = at % mean.length;
    const y = (value - mean[j]!) * factor[j]! + shift[j]!;
    return relu && y < 0 ? 0 : y;
  });
}

/**
 * What the gradient of a normalisation sums over all rows: the gradients by shift and by γ.
 *
 * `dShift[j] = Σ_i dy[i, j]`, `dFactor[j] = Σ_i dy[i, j] · (x[i, j] − mean[j]) · inverse[j]`
 *
 * @param dy Gradient of the results, shape `(rows, columns)`.
 * @param x What was normalised, shape `(rows, columns)`.
 * @param columns `mean` and `inverse`.
 * @returns Both in float64, shape `(columns)` each.
 *
 * @example
 * ```ts
 * import { normalizeSums } from "./normalize.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { dShift, dFactor } = normalizeSums([1, 4], [1, 3], { mean: [2], inverse: [1] });
 * assertEquals([...dShift, ...dFactor], [1 + 4, -1 + 4]);
 * ```
 */
export function normalizeSums(
  dy: ArrayLike<number>,
  x: ArrayLike<number>,
  { mean, inverse }: Pick<Normalization, "mean" | "inverse">,
): { dShift: Float64Array; dFactor: Float64Array } {
  const dShift = new Float64Array(mean.length);
  const dFactor = new Float64Array(mean.length);
  for (let at = 0; at < dy.length; at++) {
    const j = at % mean.length;
    dShift[j]! += dy[at]!;
    dFactor[j]! += dy[at]! * (x[at]! - mean[j]!) * inverse[j]!;
  }
  return { dShift, dFactor };
}

/**
 * The gradient of a normalisation by its input, where mean and variance are those of the same rows.
 *
 * `dx = factor · (dy − dShift / rows − h · dFactor / rows)` with `h = (x − mean) · inverse`
 *
 * @param dy Gradient of the results, shape `(rows, columns)`.
 * @param x What was normalised, shape `(rows, columns)`.
 * @param columns What belongs to each column.
 * @param sums What `normalizeSums` gives.
 * @returns Shape `(rows, columns)`, in float64.
 *
 * @example All of a column moved by the same changes nothing
 * ```ts
 * import { normalizeGrad } from "./normalize.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const columns = { mean: [2], inverse: [1], factor: [3] };
 * const dx = normalizeGrad([1, 1], [1, 3], columns, { dShift: [2], dFactor: [0] });
 * assertEquals(dx, Float64Array.of(0, 0));
 * ```
 *
 * Source: S. Ioffe and C. Szegedy, "Batch Normalization", 2015, section 3.
 */
export function normalizeGrad(
  dy: ArrayLike<number>,
  x: ArrayLike<number>,
  { mean, inverse, factor }: Normalization,
  { dShift, dFactor }: { dShift: ArrayLike<number>; dFactor: ArrayLike<number> },
): Float64Array {
  const rows = dy.length / mean.length;
  return Float64Array.from(dy, (d, at) => {
    const j = at % mean.length;
    const h = (x[at]! - mean[j]!) * inverse[j]!;
    return factor[j]! * (d - dShift[j]! / rows - h * dFactor[j]! / rows);
  });
}
