/**
 * What every other folder may lean on: the one error form, argument checks, matrices, seeded random
 * numbers and splits, atomic file writing. Imports nothing.
 *
 * @module
 */

export { cannot } from "./cannot.ts";
export { checkBetween, checkInteger, checkSameLength } from "./check.ts";
export {
  columnOf,
  createMatrix,
  type Matrix,
  matrixFrom,
  rowOf,
  rowsOf,
  takeRows,
} from "./matrix.ts";
export { permutation } from "./permutation.ts";
export { createPrng, type Prng } from "./prng.ts";
export { type Split, stratifiedSplit, type StratifiedSplitOptions } from "./stratified_split.ts";
export { writeAtomic } from "./write_atomic.ts";
