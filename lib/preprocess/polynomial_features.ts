import { checkInteger, createMatrix, type Matrix } from "../core/mod.ts";
import { checkColumns, checkFit, type Transformer } from "./transformer.ts";

/** What polynomial features are made of. */
export type PolynomialFeaturesState = {
  readonly kind: "polynomialFeatures";
  /** The exponent of each old column in each new one, shape `(width, d)`. */
  readonly powers: readonly (readonly number[])[];
};

/** Made by {@linkcode fitPolynomialFeatures}. */
export type PolynomialFeatures = PolynomialFeaturesState & Transformer & {
  /** A name for each new column, such as `x0 x1^2`; without names the old columns are x0, x1, … */
  featureNames(columns?: readonly string[]): string[];
};

/** What {@linkcode fitPolynomialFeatures} may be told. */
export type PolynomialFeaturesOptions = {
  /** The highest degree, or the lowest and the highest. @default 2 */
  degree?: number | readonly [number, number] | undefined;
  /** Whether to leave out all powers of a single column above the first. @default false */
  interactionOnly?: boolean | undefined;
  /** Whether the first new column is 1 everywhere. @default true */
  includeBias?: boolean | undefined;
};

/**
 * All products of columns up to a degree: 1, a, b, a², ab, b² of columns a and b at degree 2. A linear
 * model on them is a polynomial one.
 *
 * The columns come by degree, within a degree in the order of the columns multiplied. There are
 * `(d + degree) over degree` of them: 3,276 for d = 25 and degree 3.
 *
 * @param X Rows whose number of columns counts, shape `(n, d)`.
 * @param options All may be left out.
 * @returns The exponents, `transform` and `featureNames`.
 * @throws {RangeError} If X is empty, a degree is not a whole number of at least 0, or no column is left.
 *
 * @example
 * ```ts
 * import { fitPolynomialFeatures } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const X = matrixFrom([[2, 3]]);
 * const features = fitPolynomialFeatures(X, { degree: 2 });
 * assertEquals(features.featureNames(["a", "b"]), ["1", "a", "b", "a^2", "a b", "b^2"]);
 * assertEquals(rowsOf(features.transform(X)), [[1, 2, 3, 4, 6, 9]]);
 * ```
 *
 * Source: scikit-learn's PolynomialFeatures, in its order.
 */
export function fitPolynomialFeatures(
  X: Matrix,
  { degree = 2, interactionOnly = false, includeBias = true }: PolynomialFeaturesOptions = {},
): PolynomialFeatures {
  const [low, high] = typeof degree === "number" ? [0, degree] : degree;
  checkInteger(ACTION, "the highest degree", high, includeBias ? 0 : 1);
  checkInteger(ACTION, "the lowest degree", low, 0, high);
  checkFit(ACTION, X, true);
  const powers = includeBias ? [Array<number>(X.columns).fill(0)] : [];
  for (let total = Math.max(1, low); total <= high; total++) {
    for (const factors of combinations(X.columns, total, interactionOnly)) {
      const power = Array<number>(X.columns).fill(0);
      for (const j of factors) power[j]!++;
      powers.push(power);
    }
  }
  return polynomialFeatures({ kind: "polynomialFeatures", powers });
}

/** The features of exponents that were made before. */
export function polynomialFeatures(state: PolynomialFeaturesState): PolynomialFeatures {
  const { powers } = state;
  const factors = powers.map((power) => power.flatMap((times, j) => Array<number>(times).fill(j)));
  return {
    ...state,
    transform(X) {
      checkColumns("make polynomial features", X, powers[0]!.length);
      const made = createMatrix(X.rows, powers.length);
      for (let i = 0; i < X.rows; i++) {
        const from = i * X.columns;
        factors.forEach((columns, to) => {
          let product = 1;
          for (const j of columns) product *= X.data[from + j]!;
          made.data[i * made.columns + to] = product;
        });
      }
      return made;
    },
    featureNames(columns) {
      const name = (j: number) => columns?.[j] ?? `x${j}`;
      return powers.map((power) =>
        power.flatMap((times, j) =>
          times === 0 ? [] : [times === 1 ? name(j) : `${name(j)}^${times}`]
        )
          .join(" ") || "1"
      );
    },
  };
}

/** Every choice of `size` columns, first column slowest; the same one again unless `distinct`. */
function* combinations(columns: number, size: number, distinct: boolean): Generator<number[]> {
  function* extend(chosen: number[]): Generator<number[]> {
    if (chosen.length === size) return yield chosen;
    const last = chosen.at(-1);
    const first = last === undefined ? 0 : last + (distinct ? 1 : 0);
    for (let j = first; j < columns; j++) yield* extend([...chosen, j]);
  }
  yield* extend([]);
}

const ACTION = "make polynomial features";
