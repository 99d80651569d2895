/**
 * From records to what a model takes: splits, scalers, encoders, words, batches. What is learnt is
 * learnt from the training part, applied to any other, and kept as plain JSON.
 *
 * @module
 */

export { type Split, stratifiedSplit, type StratifiedSplitOptions } from "../core/mod.ts";
export { batches, type BatchesOptions } from "./batches.ts";
export { binarize, type BinarizeOptions } from "./binarize.ts";
export type { Label, LabelTable } from "./categories.ts";
export { classWeights } from "./class_weights.ts";
export { type Columns, type ColumnsPart, type ColumnsState, fitColumns } from "./columns.ts";
export { groupKFold } from "./group_k_fold.ts";
export {
  fitKBinsDiscretizer,
  type KBinsDiscretizer,
  type KBinsDiscretizerOptions,
  type KBinsDiscretizerState,
} from "./k_bins_discretizer.ts";
export { joinWords } from "./join_words.ts";
export { kFold, type KFoldOptions } from "./k_fold.ts";
export {
  fitLabelBinarizer,
  type LabelBinarizer,
  type LabelBinarizerState,
} from "./label_binarizer.ts";
export { fitLabelEncoder, type LabelEncoder, type LabelEncoderState } from "./label_encoder.ts";
export { fitMaxAbsScaler, type MaxAbsScaler, type MaxAbsScalerState } from "./max_abs_scaler.ts";
export {
  fitMinMaxScaler,
  type MinMaxScaler,
  type MinMaxScalerOptions,
  type MinMaxScalerState,
} from "./min_max_scaler.ts";
export { normalize, type NormalizeOptions } from "./normalize.ts";
export {
  fitOneHotEncoder,
  type OneHotEncoder,
  type OneHotEncoderOptions,
  type OneHotEncoderState,
} from "./one_hot_encoder.ts";
export {
  fitOrdinalEncoder,
  type OrdinalEncoder,
  type OrdinalEncoderOptions,
  type OrdinalEncoderState,
} from "./ordinal_encoder.ts";
export { padSequences, type PadSequencesOptions, type Sequence } from "./pad_sequences.ts";
export { fitPipeline, type Pipeline, type PipelineState } from "./pipeline.ts";
export {
  fitPolynomialFeatures,
  type PolynomialFeatures,
  type PolynomialFeaturesOptions,
  type PolynomialFeaturesState,
} from "./polynomial_features.ts";
export { type Restorable, restoreTransformer } from "./restore.ts";
export {
  fitRobustScaler,
  type RobustScaler,
  type RobustScalerOptions,
  type RobustScalerState,
} from "./robust_scaler.ts";
export {
  fitSimpleImputer,
  type SimpleImputer,
  type SimpleImputerOptions,
  type SimpleImputerState,
} from "./simple_imputer.ts";
export {
  fitStandardScaler,
  type StandardScaler,
  type StandardScalerOptions,
  type StandardScalerState,
} from "./standard_scaler.ts";
export { splitWords, type SplitWordsOptions } from "./split_words.ts";
export { stratifiedKFold } from "./stratified_k_fold.ts";
export { textToWords, type TextToWordsOptions } from "./text_to_words.ts";
export { timeSeriesSplit, type TimeSeriesSplitOptions } from "./time_series_split.ts";
export { toCategorical, type ToCategoricalOptions } from "./to_categorical.ts";
export {
  fitTokenizer,
  type MatrixMode,
  type Text,
  type Tokenizer,
  type TokenizerOptions,
  type TokenizerState,
} from "./tokenizer.ts";
export { trainTestSplit, type TrainTestSplitOptions } from "./train_test_split.ts";
export type { InvertibleTransformer, Transformer } from "./transformer.ts";
