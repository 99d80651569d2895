import { activate, activateGrad } from "./activate.ts";

/** Sizes and activations of a recurrent layer. */
export type RecurrentShape = {
  /** Examples. */
  rows: number;
  steps: number;
  units: number;
  /** Places in `ACTIVATION_KINDS`: of the new content, and of the gates. */
  activation: number;
  gate: number;
};

/** What a recurrent layer goes by, all row after row. */
export type RecurrentInputs = {
  /** The product of the inputs and the bias, shape `(rows, steps, parts · units)`. */
  x: ArrayLike<number>;
  /** The weights of the state, shape `(units, parts · units)`. */
  r: ArrayLike<number>;
};

/**
 * The product of a vector and some columns of a matrix.
 *
 * @param vector The vector, as long as the matrix has rows.
 * @param matrix The matrix, row after row.
 * @param width Its columns.
 * @param column The column wanted.
 * @returns The sum, in float64.
 *
 * @example
 * ```ts
 * import { times } from "./recurrent.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(times([1, 10], [1, 2, 3, 4], 2, 0), 1 * 1 + 10 * 3);
 * ```
 */
export function times(
  vector: ArrayLike<number>,
  matrix: ArrayLike<number>,
  width: number,
  column: number,
): number {
  return Array.from(vector).reduce((sum, v, i) => sum + v * matrix[i * width + column]!, 0);
}

/**
 * The product of a vector and some columns of a matrix turned round.
 *
 * @param vector The vector.
 * @param matrix The matrix, row after row.
 * @param width Its columns.
 * @param row The row that is the column wanted.
 * @param from The first of its values that count. @default 0
 * @returns The sum, in float64.
 *
 * @example
 * ```ts
 * import { timesTurned } from "./recurrent.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(timesTurned([1, 10], [1, 2, 3, 4], 2, 1), 1 * 3 + 10 * 4);
 * ```
 */
export function timesTurned(
  vector: ArrayLike<number>,
  matrix: ArrayLike<number>,
  width: number,
  row: number,
  from = 0,
): number {
  return Array.from(vector).reduce((sum, v, i) => sum + v * matrix[row * width + from + i]!, 0);
}

/**
 * The activation of one value.
 *
 * @param x The value.
 * @param kind A place in `ACTIVATION_KINDS`.
 * @returns What it becomes.
 *
 * @example
 * ```ts
 * import { bend } from "./recurrent.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(bend(0, 3), 0.5); // the sigmoid
 * ```
 */
export function bend(x: number, kind: number): number {
  return activate([x], kind)[0]!;
}

/**
 * What is asked of a value before its activation.
 *
 * @param dy What is asked of it after.
 * @param y What the activation gave.
 * @param kind A place in `ACTIVATION_KINDS`.
 * @returns The gradient.
 *
 * @example
 * ```ts
 * import { through } from "./recurrent.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(through(8, 0.5, 3), 8 * 0.5 * 0.5);
 * ```
 */
export function through(dy: number, y: number, kind: number): number {
  return activateGrad([dy], [y], kind)[0]!;
}

/**
 * A layer's values of one example at one step; zeros before the first.
 *
 * @param values Values of all, shape `(rows, steps, width)`.
 * @param width Values of one.
 * @param steps How many steps an example has.
 * @param row The example.
 * @param t The step; −1 for what was before.
 * @returns A copy.
 *
 * @example
 * ```ts
 * import { valuesAt } from "./recurrent.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(valuesAt([1, 2, 3, 4], 1, 2, 1, 0), [3]);
 * assertEquals(valuesAt([1, 2, 3, 4], 1, 2, 1, -1), [0]);
 * ```
 */
export function valuesAt(
  values: ArrayLike<number>,
  width: number,
  steps: number,
  row: number,
  t: number,
): number[] {
  const from = (row * steps + t) * width;
  return Array.from({ length: width }, (_, i) => t < 0 ? 0 : values[from + i]!);
}
