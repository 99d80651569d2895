import { createMatrix, createPrng, type Matrix, matrixFrom, rowsOf } from "descent/core";
import {
  binarize,
  fitColumns,
  fitKBinsDiscretizer,
  fitMaxAbsScaler,
  fitMinMaxScaler,
  fitOneHotEncoder,
  fitPipeline,
  fitPolynomialFeatures,
  fitRobustScaler,
  fitSimpleImputer,
  fitStandardScaler,
  type InvertibleTransformer,
  normalize,
  type Restorable,
  restoreTransformer,
  type Transformer,
} from "descent/preprocess";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

// Three columns: a large mean, a small spread, whole numbers with ties.
const prng = createPrng(1);
const X = matrixFrom(
  Array.from({ length: 40 }, () => [1e6 + prng.nextNormal(), prng.next(), prng.nextInteger(3)]),
);
const fresh = matrixFrom([[0, 0, 0], [1e6, 0.5, 2], [2e6, -3, 7]]);
const withGap = matrixFrom([[1, NaN, 3], [NaN, NaN, 3], [5, 2, 3]]);

const SCALERS: Record<string, (X: Matrix) => InvertibleTransformer> = {
  standardScaler: fitStandardScaler,
  minMaxScaler: fitMinMaxScaler,
  maxAbsScaler: fitMaxAbsScaler,
  robustScaler: fitRobustScaler,
};
const TRANSFORMERS: Record<string, (X: Matrix) => Transformer> = {
  ...SCALERS,
  simpleImputer: fitSimpleImputer,
  polynomialFeatures: fitPolynomialFeatures,
  kBinsDiscretizer: fitKBinsDiscretizer,
  pipeline: (X) => fitPipeline(X, [fitSimpleImputer, fitStandardScaler]),
  columns: (X) =>
    fitColumns(X, [
      { columns: [2], fit: (X) => fitOneHotEncoder(X, { unknown: "ignore" }) },
      { columns: [1, 0], fit: fitMinMaxScaler },
    ]),
};

for (const [kind, fit] of Object.entries(TRANSFORMERS)) {
  Deno.test(`${kind} is the same after JSON`, () => {
    const fitted = fit(X);
    const text = JSON.stringify(fitted);
    const restored = restoreTransformer(JSON.parse(text), kind as keyof Restorable) as Transformer;
    for (const rows of [X, fresh]) assertEquals(restored.transform(rows), fitted.transform(rows));
    assertEquals(JSON.stringify(restored), text);
  });

  Deno.test(`${kind} changes each row alone, and leaves what it is given as it is`, () => {
    const fitted = fit(X);
    const before = structuredClone(fresh);
    const together = rowsOf(fitted.transform(fresh));
    const alone = rowsOf(fresh).flatMap((row) => rowsOf(fitted.transform(matrixFrom([row]))));
    assertEquals(together, alone);
    assertEquals(fresh, before);
    assertEquals(fitted.transform(createMatrix(0, 3)).rows, 0);
  });

  Deno.test(`${kind} does not depend on the order of the training rows`, () => {
    const turned = fit(matrixFrom(rowsOf(X).toReversed())).transform(fresh);
    fit(X).transform(fresh).data.forEach((value, i) => {
      assertAlmostEquals(turned.data[i]!, value, 1e-6 * Math.max(1, Math.abs(value)));
    });
  });

  Deno.test(`${kind} refuses rows of another width, and infinities`, () => {
    const fitted = fit(X);
    assertThrows(() => fitted.transform(matrixFrom([[1, 2]])), RangeError, "3 columns");
    assertThrows(() => fit(createMatrix(0, 3)), RangeError, "at least one row");
    if (kind === "columns") return; // the encoder takes any number for a category
    assertThrows(
      () => fit(matrixFrom([[1, 2, 3], [1, Infinity, 3]])),
      RangeError,
      "got Infinity in row 1, column 1",
    );
  });
}

for (const [kind, fit] of Object.entries(SCALERS)) {
  Deno.test(`${kind} undoes what it did`, () => {
    const scaler = fit(X);
    const back = scaler.inverseTransform(scaler.transform(fresh));
    fresh.data.forEach((value, i) => assertAlmostEquals(back.data[i]!, value, 1e-6));
  });

  Deno.test(`${kind} does not care for the units of a column`, () => {
    const inGrams = (X: Matrix) => matrixFrom(rowsOf(X).map(([a, b, c]) => [a!, 1000 * b!, c!]));
    const [plain, grams] = [fit(X).transform(X), fit(inGrams(X)).transform(inGrams(X))];
    plain.data.forEach((value, i) => assertAlmostEquals(grams.data[i]!, value, 1e-6));
  });

  Deno.test(`${kind} passes over NaN, and keeps it`, () => {
    const scaled = fit(withGap).transform(withGap);
    const gaps = ({ data }: Matrix) => Array.from(data, Number.isNaN);
    assertEquals(gaps(scaled), gaps(withGap));
    const rest = fit(matrixFrom([[1, 2, 3], [5, 2, 3]])).transform(matrixFrom([[1, 2, 3]]));
    assertEquals(scaled.data[0], rest.data[0]);
  });

  Deno.test(`${kind} names the column without a value`, () => {
    assertThrows(
      () => fit(matrixFrom([[1, NaN], [2, NaN]])),
      RangeError,
      "column 1 must hold at least one value that is not NaN",
    );
  });

  Deno.test(`${kind} gives finite numbers for a constant column`, () => {
    assert(
      fit(matrixFrom([[7], [7]])).transform(matrixFrom([[7], [9]])).data.every(Number.isFinite),
    );
    assert(
      fit(matrixFrom([[0], [0]])).transform(matrixFrom([[0], [9]])).data.every(Number.isFinite),
    );
  });
}

Deno.test("fitStandardScaler() takes whole weights for repetitions", () => {
  const weighted = fitStandardScaler(matrixFrom([[1], [5]]), { weights: [3, 1] });
  const repeated = fitStandardScaler(matrixFrom([[1], [1], [1], [5]]));
  assertEquals([weighted.mean, weighted.variance], [repeated.mean, repeated.variance]);
});

Deno.test("fitStandardScaler() refuses numbers whose squares are none", () => {
  assertThrows(
    () => fitStandardScaler(matrixFrom([[1, 1e200], [2, -1e200]])),
    RangeError,
    "Cannot fit a standard scaler: squares of column 1 must stay finite, which fitMaxAbsScaler() " +
      "brings about, got a sum of Infinity",
  );
});

Deno.test("fitStandardScaler() refuses weights that are none", () => {
  const fit = (weights: number[]) => () => fitStandardScaler(matrixFrom([[1], [5]]), { weights });
  assertThrows(
    fit([1]),
    RangeError,
    "Cannot fit a standard scaler: weights and rows must have one length, got 1 and 2",
  );
  assertThrows(
    fit([1, -1]),
    RangeError,
    "Cannot fit a standard scaler: weight 1 must be a finite number of at least 0, got -1",
  );
  assertThrows(fit([0, 0]), RangeError, "the weights of column 0's values must not all be 0");
});

Deno.test("fitMinMaxScaler() and fitRobustScaler() refuse ranges that do not rise", () => {
  assertThrows(
    () => fitMinMaxScaler(X, { range: [1, 1] }),
    RangeError,
    "Cannot fit a min-max scaler: range must rise from one finite number to another, got [1, 1]",
  );
  assertThrows(
    () => fitRobustScaler(X, { quantileRange: [75, 25] }),
    RangeError,
    "Cannot fit a robust scaler: quantileRange must rise from 0 to at most 100, got [75, 25]",
  );
});

Deno.test("normalize() and binarize() refuse a missing value and what they do not know", () => {
  assertThrows(() => normalize(withGap), RangeError, "got NaN in row 0, column 1");
  assertThrows(() => binarize(withGap), RangeError, "got NaN in row 0, column 1");
  assertThrows(
    () => normalize(X, { norm: "l3" as "l1" }),
    RangeError,
    'Cannot normalise rows: norm must be one of l1, l2, max, got "l3"',
  );
});

Deno.test("normalize() gives every row but one of zeros length 1", () => {
  for (const norm of ["l1", "l2", "max"] as const) {
    const rows = normalize(matrixFrom([[3, -4], [0, 0], [1e-200, 0]]), { norm });
    const again = normalize(rows, { norm });
    rows.data.forEach((value, i) => assertAlmostEquals(again.data[i]!, value, 1e-15));
  }
});

Deno.test("fitSimpleImputer() fills by the training data, by each strategy", () => {
  const train = matrixFrom([[1], [2], [2], [9], [9], [NaN]]);
  const fill = (options: Parameters<typeof fitSimpleImputer>[1]) =>
    fitSimpleImputer(train, options).transform(matrixFrom([[NaN]])).data[0];
  assertEquals(fill({}), 23 / 5);
  assertEquals(fill({ strategy: "median" }), 2);
  assertEquals(fill({ strategy: "mostFrequent" }), 2); // 2 and 9 come twice: the least
  assertEquals(fill({ strategy: "constant", fillValue: -1 }), -1);
  assertThrows(
    () => fill({ strategy: "mode" as "mean" }),
    RangeError,
    "strategy must be one of mean, median, mostFrequent, constant",
  );
});

Deno.test("fitKBinsDiscretizer() makes fewer bins where values tie, and one of a constant", () => {
  const tied = fitKBinsDiscretizer(matrixFrom([[0], [0], [0], [0], [1]]), { bins: 4 });
  assertEquals(tied.edges, [[0, 1]]);
  const constant = fitKBinsDiscretizer(matrixFrom([[3], [3]]));
  assertEquals([...constant.transform(matrixFrom([[-9], [3], [9]])).data], [0, 0, 0]);
});

Deno.test("fitKBinsDiscretizer() gives each bin a column of its own", () => {
  const train = matrixFrom([[0, 0], [4, 1]]);
  const bins = fitKBinsDiscretizer(train, { bins: 2, strategy: "uniform", encode: "oneHot" });
  assertEquals(rowsOf(bins.transform(matrixFrom([[1, 1], [2, 0]]))), [[1, 0, 0, 1], [0, 1, 1, 0]]);
});

Deno.test("fitPolynomialFeatures() makes (d + degree over degree) columns", () => {
  for (const [d, degree, count] of [[1, 5, 6], [3, 2, 10], [4, 3, 35]] as const) {
    assertEquals(fitPolynomialFeatures(createMatrix(1, d), { degree }).powers.length, count);
  }
  assertThrows(
    () => fitPolynomialFeatures(X, { degree: 0, includeBias: false }),
    RangeError,
    "the highest degree must be a whole number of at least 1, got 0",
  );
});

Deno.test("fitPipeline() and fitColumns() need something to fit, and columns that there are", () => {
  assertThrows(() => fitPipeline(X, []), RangeError, "at least one function that fits");
  assertThrows(() => fitColumns(X, []), RangeError, "at least one group of columns");
  assertThrows(
    () => fitColumns(X, [{ columns: [3], fit: fitMinMaxScaler }]),
    RangeError,
    "Cannot fit columns: a column must be a whole number from 0 to 2, got 3",
  );
});

Deno.test("restoreTransformer() refuses what it does not know, deep inside too", () => {
  assertThrows(
    () => restoreTransformer({ kind: "minMaxScaler" }, "standardScaler"),
    TypeError,
    'Cannot restore a transformer: its kind must be "standardScaler", got "minMaxScaler"',
  );
  for (const step of [null, 3, {}, { kind: "toString" }]) {
    assertThrows(
      () => restoreTransformer({ kind: "pipeline", steps: [step] }, "pipeline"),
      TypeError,
      "its kind must be one of standardScaler, ",
    );
  }
});
