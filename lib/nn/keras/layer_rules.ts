/** What of a Keras layer's settings tfjs knows. */
export type LayerRule = {
  /** Settings that go over as they are, under Keras's names. */
  keep: string[];
  /** Settings that tfjs lacks, and the one value that it computes. */
  only?: Record<string, unknown>;
  /** tfjs's or our class, if it is not of Keras's name. */
  as?: (config: Record<string, unknown>) => { className: string; renamed?: Record<string, string> };
};

const CONVOLUTION = ["kernel_size", "strides", "padding", "data_format", "dilation_rate"];
const FILTERS = ["filters", "activation", "use_bias", "kernel_regularizer", "bias_regularizer"];
const LIMITS = ["kernel_constraint", "bias_constraint", "activity_regularizer"];
const RECURRENT = [
  ...["units", "activation", "use_bias", "return_sequences", "return_state", "go_backwards"],
  ...["stateful", "kernel_regularizer", "recurrent_regularizer", "bias_regularizer"],
  ...["kernel_constraint", "recurrent_constraint", "bias_constraint"],
];
const POOLING = { keep: ["pool_size", "strides", "padding", "data_format"] };
const GLOBAL = { keep: ["data_format"], only: { keepdims: false } };

/** The layers that Keras and tfjs share. */
export const LAYERS: Record<string, LayerRule> = {
  InputLayer: { keep: ["batch_input_shape"], only: { sparse: false, ragged: false } },
  Activation: { keep: ["activation"] },
  Add: { keep: [] },
  Average: { keep: [] },
  AveragePooling1D: POOLING,
  AveragePooling2D: POOLING,
  AveragePooling3D: POOLING,
  BatchNormalization: {
    keep: ["axis", "momentum", "epsilon", "center", "scale"],
    only: { renorm: false },
  },
  Bidirectional: { keep: ["layer", "merge_mode"] },
  Concatenate: { keep: ["axis"] },
  Conv1D: {
    keep: [...CONVOLUTION, ...FILTERS, ...LIMITS],
    only: { groups: 1 },
    as: ({ padding }) => ({ className: padding === "causal" ? "CausalConv1D" : "Conv1D" }),
  },
  Conv2D: { keep: [...CONVOLUTION, ...FILTERS, ...LIMITS], only: { groups: 1 } },
  Conv2DTranspose: {
    keep: ["kernel_size", "strides", "padding", "data_format", ...FILTERS, ...LIMITS],
    only: { output_padding: null, dilation_rate: [1, 1] },
  },
  Conv3D: { keep: [...CONVOLUTION, ...FILTERS, ...LIMITS], only: { groups: 1 } },
  Cropping2D: { keep: ["cropping", "data_format"] },
  Dense: { keep: ["units", ...FILTERS.slice(1), ...LIMITS] },
  DepthwiseConv2D: {
    keep: [...CONVOLUTION, "depth_multiplier", "activation", "use_bias", "bias_regularizer"],
  },
  Dropout: { keep: ["rate"], only: { noise_shape: null } },
  ELU: { keep: ["alpha"] },
  Embedding: { keep: ["input_dim", "output_dim", "mask_zero", "embeddings_regularizer"] },
  Flatten: { keep: ["data_format"] },
  GRU: {
    keep: [...RECURRENT, "recurrent_activation"],
    as: ({ reset_after }) => ({ className: reset_after ? "ResetAfterGRU" : "GRU" }),
  },
  GaussianDropout: { keep: ["rate"] },
  GaussianNoise: { keep: ["stddev"] },
  GlobalAveragePooling1D: GLOBAL,
  GlobalAveragePooling2D: GLOBAL,
  GlobalMaxPooling1D: GLOBAL,
  GlobalMaxPooling2D: GLOBAL,
  LSTM: { keep: [...RECURRENT, "recurrent_activation", "unit_forget_bias"] },
  LayerNormalization: {
    keep: ["axis", "epsilon", "center", "scale"],
    only: { rms_scaling: false },
  },
  LeakyReLU: {
    keep: ["alpha", "negative_slope"],
    as: () => ({ className: "LeakyReLU", renamed: { negative_slope: "alpha" } }),
  },
  Masking: { keep: ["mask_value"] },
  MaxPooling1D: POOLING,
  MaxPooling2D: POOLING,
  MaxPooling3D: POOLING,
  Maximum: { keep: [] },
  Minimum: { keep: [] },
  Multiply: { keep: [] },
  PReLU: { keep: ["shared_axes"] },
  Permute: { keep: ["dims"] },
  ReLU: { keep: ["max_value"], only: { negative_slope: 0, threshold: 0 } },
  RepeatVector: { keep: ["n"] },
  Rescaling: { keep: ["scale", "offset"] },
  Reshape: { keep: ["target_shape"] },
  SeparableConv2D: {
    keep: [...CONVOLUTION, "depth_multiplier", ...FILTERS.slice(0, 3), "bias_regularizer"],
  },
  SimpleRNN: { keep: RECURRENT },
  Softmax: { keep: ["axis"] },
  SpatialDropout1D: { keep: ["rate"] },
  ThresholdedReLU: { keep: ["theta"] },
  TimeDistributed: { keep: ["layer"] },
  UpSampling2D: { keep: ["size", "data_format", "interpolation"] },
  ZeroPadding2D: { keep: ["padding", "data_format"] },
};

/**
 * Settings without a meaning here: how Keras computes, where weights came from before there were
 * some, what belongs to training on many machines.
 */
export const WITHOUT_MEANING = new Set([
  ...["batch_shape", "dtype", "implementation", "input_length", "optional", "registered_name"],
  ...["renorm_clipping", "renorm_momentum", "reset_after", "seed", "synchronized", "time_major"],
  ...["unroll", "use_cudnn", "quantization_config", "virtual_batch_size", "fused", "adjustment"],
  ...["dropout", "recurrent_dropout"], // off when a model predicts
  "zero_output_for_mask",
]);
