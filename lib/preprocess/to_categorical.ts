import { checkInteger, createMatrix, type Matrix } from "../core/mod.ts";

/** What {@linkcode toCategorical} may be told. */
export type ToCategoricalOptions = {
  /** How many classes there are. @default the largest number and one */
  classes?: number | undefined;
};

/**
 * Class numbers as rows of zeros with a single one: what a softmax output is compared with.
 *
 * @param numbers The class of each example, from 0, shape `(n)`.
 * @param options `classes` must be given where the largest class may be missing.
 * @returns A matrix of `n × classes`.
 * @throws {RangeError} If a number is not a whole number from 0 to `classes − 1`.
 *
 * @example
 * ```ts
 * import { toCategorical } from "descent/preprocess";
 * import { rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(rowsOf(toCategorical([0, 2, 1])), [[1, 0, 0], [0, 0, 1], [0, 1, 0]]);
 * ```
 *
 * Source: `keras.utils.to_categorical`.
 */
export function toCategorical(
  numbers: ArrayLike<number>,
  { classes }: ToCategoricalOptions = {},
): Matrix {
  if (classes !== undefined) checkInteger(ACTION, "classes", classes, 1);
  let largest = 0;
  for (let i = 0; i < numbers.length; i++) {
    checkInteger(
      ACTION,
      `number ${i}`,
      numbers[i]!,
      0,
      classes === undefined ? 2 ** 31 : classes - 1,
    );
    largest = Math.max(largest, numbers[i]!);
  }
  const hot = createMatrix(numbers.length, classes ?? largest + 1);
  for (let i = 0; i < numbers.length; i++) hot.data[i * hot.columns + numbers[i]!] = 1;
  return hot;
}

const ACTION = "make categorical";
