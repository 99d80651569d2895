import { cannot } from "../core/mod.ts";
import { type Columns, columns, type ColumnsState } from "./columns.ts";
import {
  type KBinsDiscretizer,
  kBinsDiscretizer,
  type KBinsDiscretizerState,
} from "./k_bins_discretizer.ts";
import {
  type LabelBinarizer,
  labelBinarizer,
  type LabelBinarizerState,
} from "./label_binarizer.ts";
import { type LabelEncoder, labelEncoder, type LabelEncoderState } from "./label_encoder.ts";
import { type MaxAbsScaler, maxAbsScaler, type MaxAbsScalerState } from "./max_abs_scaler.ts";
import { type MinMaxScaler, minMaxScaler, type MinMaxScalerState } from "./min_max_scaler.ts";
import { type OneHotEncoder, oneHotEncoder, type OneHotEncoderState } from "./one_hot_encoder.ts";
import {
  type OrdinalEncoder,
  ordinalEncoder,
  type OrdinalEncoderState,
} from "./ordinal_encoder.ts";
import { type Pipeline, pipeline, type PipelineState } from "./pipeline.ts";
import {
  type PolynomialFeatures,
  polynomialFeatures,
  type PolynomialFeaturesState,
} from "./polynomial_features.ts";
import { type RobustScaler, robustScaler, type RobustScalerState } from "./robust_scaler.ts";
import { type SimpleImputer, simpleImputer, type SimpleImputerState } from "./simple_imputer.ts";
import {
  type StandardScaler,
  standardScaler,
  type StandardScalerState,
} from "./standard_scaler.ts";
import { type Tokenizer, tokenizer, type TokenizerState } from "./tokenizer.ts";
import type { Transformer } from "./transformer.ts";

/** Everything that can be fitted, by its `kind`. */
export type Restorable = {
  standardScaler: StandardScaler;
  minMaxScaler: MinMaxScaler;
  maxAbsScaler: MaxAbsScaler;
  robustScaler: RobustScaler;
  oneHotEncoder: OneHotEncoder;
  ordinalEncoder: OrdinalEncoder;
  labelEncoder: LabelEncoder;
  labelBinarizer: LabelBinarizer;
  polynomialFeatures: PolynomialFeatures;
  simpleImputer: SimpleImputer;
  kBinsDiscretizer: KBinsDiscretizer;
  tokenizer: Tokenizer;
  pipeline: Pipeline;
  columns: Columns;
};

/**
 * Brings back what was fitted from the numbers that `JSON.stringify` kept of it.
 *
 * @param state What `JSON.parse` gave.
 * @param kind Which one is expected.
 * @returns The same as was fitted: it transforms as before, bit by bit.
 * @throws {TypeError} If the state is not of that kind.
 *
 * @example
 * ```ts
 * import { fitStandardScaler, restoreTransformer } from "descent/preprocess";
 * import { matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const X = matrixFrom([[0.1], [0.7]]);
 * const scaler = fitStandardScaler(X);
 * const restored = restoreTransformer(JSON.parse(JSON.stringify(scaler)), "standardScaler");
 * assertEquals(restored.transform(X), scaler.transform(X));
 * ```
 */
export function restoreTransformer<Kind extends keyof Restorable>(
  state: unknown,
  kind: Kind,
): Restorable[Kind] {
  const found = kindOf(state);
  if (found !== kind) {
    throw new TypeError(cannot("restore a transformer", `its kind must be "${kind}"`, found));
  }
  return restoreAny(state) as Restorable[Kind];
}

function restoreAny(state: unknown): unknown {
  const kind = kindOf(state);
  const restore = typeof kind === "string" && Object.hasOwn(RESTORERS, kind)
    ? RESTORERS[kind as keyof Restorable]
    : undefined;
  if (restore) return restore(state as never);
  const needed = `its kind must be one of ${Object.keys(RESTORERS).join(", ")}`;
  throw new TypeError(cannot("restore a transformer", needed, kind));
}

const RESTORERS: { [Kind in keyof Restorable]: (state: never) => Restorable[Kind] } = {
  standardScaler: (state: StandardScalerState) => standardScaler(state),
  minMaxScaler: (state: MinMaxScalerState) => minMaxScaler(state),
  maxAbsScaler: (state: MaxAbsScalerState) => maxAbsScaler(state),
  robustScaler: (state: RobustScalerState) => robustScaler(state),
  oneHotEncoder: (state: OneHotEncoderState) => oneHotEncoder(state),
  ordinalEncoder: (state: OrdinalEncoderState) => ordinalEncoder(state),
  labelEncoder: (state: LabelEncoderState) => labelEncoder(state),
  labelBinarizer: (state: LabelBinarizerState) => labelBinarizer(state),
  polynomialFeatures: (state: PolynomialFeaturesState) => polynomialFeatures(state),
  simpleImputer: (state: SimpleImputerState) => simpleImputer(state),
  kBinsDiscretizer: (state: KBinsDiscretizerState) => kBinsDiscretizer(state),
  tokenizer: (state: TokenizerState) => tokenizer(state),
  pipeline: ({ steps, ...state }: PipelineState) =>
    pipeline({ ...state, steps: steps.map((step) => restoreAny(step) as Transformer) }),
  columns: ({ parts, ...state }: ColumnsState) =>
    columns({
      ...state,
      parts: parts.map(({ step, ...part }) => ({ ...part, step: restoreAny(step) as Transformer })),
    }),
};

function kindOf(state: unknown): unknown {
  return typeof state === "object" && state !== null && "kind" in state ? state.kind : undefined;
}
