/**
 * The matrices of Winograd's minimal filtering F(4, 3) at the points 0, ±1/√2, ±√2 and infinity.
 *
 * Four outputs of a filter of three weights over six inputs are `A' [(G w) ⊙ (B' d)]`, with ⊙ for
 * products value by value; `input` is B', `filter` is G, `output` is A'.
 *
 * @example The outputs of a filter of ones are sums of three neighbours
 * ```ts
 * import { WINOGRAD } from "./winograd_filter.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const times = (m: readonly (readonly number[])[], v: number[]) =>
 *   m.map((row) => row.reduce((sum, factor, i) => sum + factor * v[i]!, 0));
 * const weights = times(WINOGRAD.filter, [1, 1, 1]);
 * const inputs = times(WINOGRAD.input, [1, 2, 3, 4, 5, 6]);
 * const outputs = times(WINOGRAD.output, weights.map((weight, i) => weight * inputs[i]!));
 * [6, 9, 12, 15].forEach((sum, i) => assertAlmostEquals(outputs[i]!, sum, 1e-14));
 * ```
 */
export const WINOGRAD: Readonly<Record<"input" | "filter" | "output", Matrix>> = (() => {
  const r = Math.SQRT2;
  return {
    input: [
      [1, 0, -2.5, 0, 1, 0],
      [0, -r, -2, r / 2, 1, 0],
      [0, r, -2, -r / 2, 1, 0],
      [0, -r / 2, -0.5, r, 1, 0],
      [0, r / 2, -0.5, -r, 1, 0],
      [0, 1, 0, -2.5, 0, 1],
    ],
    filter: [
      [1, 0, 0],
      [-2 / 3, -r / 3, -1 / 3],
      [-2 / 3, r / 3, -1 / 3],
      [1 / 6, r / 6, 1 / 3],
      [1 / 6, -r / 6, 1 / 3],
      [0, 0, 1],
    ],
    output: [
      [1, 1, 1, 1, 1, 0],
      [0, r / 2, -r / 2, r, -r, 0],
      [0, 1 / 2, 1 / 2, 2, 2, 0],
      [0, r / 4, -r / 4, 2 * r, -2 * r, 1],
    ],
  };
})();

/** Rows of a matrix. */
export type Matrix = readonly (readonly number[])[];

/**
 * The transforms `G w G'` of a convolution's filters of 3 × 3.
 *
 * @param w Shape `(3, 3, inC, outC)`.
 * @param pairs inC · outC.
 * @param g The matrix; another one where bounds of errors are wanted. @default WINOGRAD.filter
 * @returns Shape `(36, inC, outC)`.
 *
 * @example
 * ```ts
 * import { winogradFilter } from "./winograd_filter.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const u = winogradFilter([1, 2, 3, 4, 5, 6, 7, 8, 9], 1);
 * assertEquals([u[0], u[5], u[30], u[35]], [1, 3, 7, 9]); // the corners stay
 * ```
 */
export function winogradFilter(
  w: ArrayLike<number>,
  pairs: number,
  g: Matrix = WINOGRAD.filter,
): Float64Array {
  const u = new Float64Array(36 * pairs);
  for (let at = 0; at < u.length; at++) {
    const [point, pair] = [Math.floor(at / pairs), at % pairs];
    const [row, column] = [g[Math.floor(point / 6)]!, g[point % 6]!];
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) u[at]! += row[i]! * column[j]! * w[(3 * i + j) * pairs + pair]!;
    }
  }
  return u;
}
