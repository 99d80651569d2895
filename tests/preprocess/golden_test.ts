import { createMatrix, type Matrix, matrixFrom, rowsOf, type Split } from "descent/core";
import {
  binarize,
  classWeights,
  fitKBinsDiscretizer,
  fitLabelBinarizer,
  fitLabelEncoder,
  fitMaxAbsScaler,
  fitMinMaxScaler,
  fitOneHotEncoder,
  fitOrdinalEncoder,
  fitPolynomialFeatures,
  fitRobustScaler,
  fitSimpleImputer,
  fitStandardScaler,
  fitTokenizer,
  groupKFold,
  kFold,
  type Label,
  type MatrixMode,
  normalize,
  padSequences,
  type Sequence,
  stratifiedKFold,
  type Text,
  textToWords,
  timeSeriesSplit,
  toCategorical,
} from "descent/preprocess";
import { assert, assertEquals } from "@std/assert";
import { assertWithin, type GoldenCase, type GoldenFile, readGolden } from "../golden/read.ts";

// Results of scikit-learn and Keras: each entry of `expected` is computed from `input` and `options`,
// which carry the other tool's names. What a case does not expect is not looked at.

// deno-lint-ignore no-explicit-any -- each kind of case has inputs and options of its own
type Case = GoldenCase<any, any, Record<string, unknown>> & {
  kind: string;
  description?: string;
  unspecified?: string[];
};
type Tolerance = { rel: number; abs: number };

for (const { from, file } of readGolden<GoldenFile>("preprocess.json")) {
  const { rel, abs, keras_normalize } = file.tolerance as Record<string, number>;
  for (const [list, cases] of Object.entries(file)) {
    if (!list.endsWith("_cases")) continue;
    for (const golden of cases as Case[]) {
      Deno.test(`${golden.id} agrees with the other tool, ${from}`, () => {
        const compute = COMPUTE[golden.kind];
        assert(compute, `no function is compared with ${golden.kind}`);
        const ours = compute(golden);
        // Float32 results there have a tolerance of their own.
        const tolerance = golden.kind === "keras_normalize"
          ? { rel: keras_normalize!, abs: keras_normalize! }
          : { rel: rel!, abs: abs! };
        for (const [name, expected] of Object.entries(golden.expected)) {
          if (golden.unspecified?.includes(name)) continue;
          if (name !== "scale_" && golden.description?.startsWith("nearly constant")) continue;
          assert(name in ours, `${golden.id} expects ${name}, which nothing computes`);
          assertAgree(ours[name], expected, tolerance, `${golden.id} ${name}`);
        }
      });
    }
  }
}

/** Compares numbers within the tolerance, all else exactly. */
function assertAgree(ours: unknown, theirs: unknown, tolerance: Tolerance, what: string): void {
  if (Array.isArray(theirs)) {
    assert(Array.isArray(ours), `${what} must be a list`);
    assertEquals(ours.length, theirs.length, `${what} has another length`);
    theirs.forEach((value, i) => assertAgree(ours[i], value, tolerance, `${what}[${i}]`));
  } else if (typeof ours === "number" && (typeof theirs === "number" || theirs === "NaN")) {
    assertWithin(ours, theirs, tolerance, what);
  } else if (typeof theirs === "object" && theirs !== null) {
    assertEquals(ours, theirs, what);
  } else {
    assertEquals(ours, theirs, what);
  }
}

/** Not-a-number is written as text. */
const matrixOf = (rows: (number | string)[][]): Matrix =>
  rows.length === 0 ? createMatrix(0, 0) : matrixFrom(rows.map((row) => row.map(Number)));

type Scaler = {
  transform(X: Matrix): Matrix;
  inverseTransform(X: Matrix): Matrix;
};

function scaled(scaler: Scaler, { input }: Case): Record<string, unknown> {
  const [X, fresh] = [matrixOf(input.X_fit), matrixOf(input.X_new)];
  return {
    fit_transform: rowsOf(scaler.transform(X)),
    transform_new: rowsOf(scaler.transform(fresh)),
    inverse_transform_of_new: rowsOf(scaler.inverseTransform(fresh)),
  };
}

const COMPUTE: Record<string, (golden: Case) => Record<string, unknown>> = {
  StandardScaler(golden) {
    const { input, options } = golden;
    const scaler = fitStandardScaler(matrixOf(input.X_fit), {
      withMean: options.with_mean,
      withStd: options.with_std,
      weights: input.sample_weight ?? undefined,
    });
    const { mean, variance, scale } = scaler;
    return { ...scaled(scaler, golden), mean_: mean, var_: variance, scale_: scale };
  },
  MinMaxScaler(golden) {
    const { input, options } = golden;
    const scaler = fitMinMaxScaler(matrixOf(input.X_fit), {
      range: options.feature_range,
      clip: options.clip,
    });
    const { dataMin, dataMax } = scaler;
    return {
      ...scaled(scaler, golden),
      scale_: scaler.scale,
      min_: scaler.shift,
      data_min_: dataMin,
      data_max_: dataMax,
      data_range_: dataMax.map((max, j) => max - dataMin[j]!),
    };
  },
  MaxAbsScaler(golden) {
    const scaler = fitMaxAbsScaler(matrixOf(golden.input.X_fit));
    return { ...scaled(scaler, golden), scale_: scaler.scale, max_abs_: scaler.maxAbs };
  },
  RobustScaler(golden) {
    const { input, options } = golden;
    const scaler = fitRobustScaler(matrixOf(input.X_fit), {
      withCentering: options.with_centering,
      withScaling: options.with_scaling,
      quantileRange: options.quantile_range,
    });
    return { ...scaled(scaler, golden), scale_: scaler.scale, center_: scaler.center };
  },
  Normalizer: ({ input, options }) => ({
    transform: rowsOf(normalize(matrixOf(input.X), { norm: options.norm })),
  }),
  Binarizer: ({ input, options }) => ({
    transform: rowsOf(binarize(matrixOf(input.X), { threshold: options.threshold })),
  }),
  OneHotEncoder({ input, options }) {
    const encoder = fitOneHotEncoder(input.X_fit as Label[][], {
      categories: options.categories,
      drop: options.drop === "if_binary" ? "ifBinary" : options.drop,
      unknown: options.handle_unknown,
    });
    return {
      categories_: encoder.categories,
      transform: rowsOf(encoder.transform(input.X as Label[][])),
      feature_names_out: encoder.featureNames(),
      drop_idx_: encoder.dropped,
    };
  },
  OrdinalEncoder({ input, options }) {
    const encoder = fitOrdinalEncoder(input.X_fit as Label[][], {
      categories: options.categories,
      unknownValue: options.unknown_value,
    });
    return {
      categories_: encoder.categories,
      transform: rowsOf(encoder.transform(input.X as Label[][])),
    };
  },
  LabelEncoder({ input }) {
    const encoder = fitLabelEncoder(input.y as Label[]);
    return { classes_: encoder.classes, transform: [...encoder.transform(input.y as Label[])] };
  },
  LabelBinarizer({ input }) {
    const binarizer = fitLabelBinarizer(input.y as Label[]);
    return {
      classes_: binarizer.classes,
      transform: rowsOf(binarizer.transform(input.y as Label[])),
    };
  },
  PolynomialFeatures({ input, options }) {
    const X = matrixOf(input.X);
    const features = fitPolynomialFeatures(X, {
      degree: options.degree,
      interactionOnly: options.interaction_only,
      includeBias: options.include_bias,
    });
    return { powers_: features.powers, transform: rowsOf(features.transform(X)) };
  },
  KFold: ({ input, options }) => folds(kFold(input.n_samples, { folds: options.n_splits })),
  StratifiedKFold: ({ input, options }) =>
    folds(stratifiedKFold(input.y as Label[], { folds: options.n_splits })),
  GroupKFold: ({ input, options }) =>
    folds(groupKFold(input.groups as Label[], { folds: options.n_splits })),
  TimeSeriesSplit: ({ input, options }) =>
    folds(timeSeriesSplit(input.n_samples, {
      folds: options.n_splits,
      gap: options.gap,
      testSize: options.test_size ?? undefined,
      maxTrainSize: options.max_train_size ?? undefined,
    })),
  SimpleImputer({ input, options }) {
    const X = matrixOf(input.X);
    const imputer = fitSimpleImputer(X, {
      strategy: options.strategy === "most_frequent" ? "mostFrequent" : options.strategy,
      fillValue: options.fill_value ?? undefined,
    });
    return { statistics_: imputer.statistics, transform: rowsOf(imputer.transform(X)) };
  },
  KBinsDiscretizer({ input, options }) {
    const X = matrixOf(input.X);
    const bins = fitKBinsDiscretizer(X, {
      bins: options.n_bins,
      strategy: options.strategy,
      encode: options.encode === "ordinal" ? "ordinal" : "oneHot",
    });
    return { bin_edges_: bins.edges, transform: rowsOf(bins.transform(X)) };
  },
  compute_class_weight({ input }) {
    const weights = classWeights(input.y as Label[]);
    return { classes: [...weights.keys()], weights: [...weights.values()] };
  },
  keras_Tokenizer({ input, options }) {
    const tokenizer = fitTokenizer(input.fit_texts as Text[], {
      numWords: options.num_words ?? undefined,
      filters: options.filters,
      lower: options.lower,
      split: options.split,
      charLevel: options.char_level,
      oovToken: options.oov_token ?? undefined,
    });
    const texts = input.matrix_texts as Text[];
    const matrix = (mode: MatrixMode) => rowsOf(tokenizer.textsToMatrix(texts, mode));
    return {
      word_index: [...tokenizer.wordIndex()],
      word_counts: tokenizer.wordCounts,
      word_docs: tokenizer.wordDocs.toSorted(([a], [b]) => a < b ? -1 : 1), // sorted in the file
      document_count: tokenizer.documentCount,
      texts_to_sequences: tokenizer.textsToSequences(input.texts as Text[]),
      sequences_to_texts: tokenizer.sequencesToTexts(tokenizer.textsToSequences(texts)),
      texts_to_matrix_binary: matrix("binary"),
      texts_to_matrix_count: matrix("count"),
      texts_to_matrix_freq: matrix("freq"),
      texts_to_matrix_tfidf: matrix("tfidf"),
    };
  },
  keras_text_to_word_sequence: ({ input, options }) => ({
    words: (input.texts as string[]).map((text) => textToWords(text, options)),
  }),
  keras_pad_sequences({ input, options }) {
    const sequences = input.sequences as Sequence[];
    const padded = padSequences(sequences, {
      length: options.maxlen ?? undefined,
      padding: options.padding,
      truncating: options.truncating,
      value: options.value,
    });
    const first = sequences.find(({ length }) => length > 0)?.[0];
    const width = typeof first === "object" ? first.length : undefined;
    return { padded: rowsOf(padded).map((row) => width ? chunks(row, width) : row) };
  },
  keras_to_categorical: ({ input, options }) => ({
    one_hot: rowsOf(toCategorical((input.y as (number | [number])[]).flat(), {
      classes: options.num_classes ?? undefined,
    })),
  }),
  keras_normalize({ input, options }) {
    const norms: Record<string, "l1" | "l2" | "max"> = { "1": "l1", "2": "l2", Infinity: "max" };
    return { normalized: rowsOf(normalize(matrixOf(input.x), { norm: norms[options.order] })) };
  },
};

function folds(splits: Split[]): Record<string, unknown> {
  return { folds: splits.map(({ train, test }) => ({ train: [...train], test: [...test] })) };
}

function chunks(row: number[], width: number): number[][] {
  return Array.from(
    { length: row.length / width },
    (_, t) => row.slice(t * width, (t + 1) * width),
  );
}
