import * as tf from "@tensorflow/tfjs";

/** A layer whose weights gradients are asked of. */
export type LayerCase = {
  /** The row's name: tfjs's class, and what is special about the case. */
  name: string;
  make: () => tf.layers.Layer;
  /** Its input. */
  input: () => tf.Tensor;
};

/** Layers that no gradient can be asked of. */
export const NOT_JUDGED: Readonly<Record<string, string>> = {
  ...{ AlphaDropout: "draws anew at each call", GaussianDropout: "draws anew at each call" },
  ...{ GaussianNoise: "draws anew at each call", RandomWidth: "draws anew at each call" },
  CategoryEncoding: "takes whole numbers, and has no weights",
  ...{ Functional: "is a model", InputLayer: "computes nothing" },
  Resizing: "tfjs hands it a list where it needs a tensor",
};

/** A tensor of a shape whose values do not repeat. */
const given = (...shape: number[]) => {
  const n = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(Float32Array.from({ length: n }, (_, i) => Math.sin(3 * i + 1)), shape);
};
const vector = () => given(3, 5);
const sequence = () => given(2, 4, 3);
const image = () => given(2, 6, 6, 2);
const volume = () => given(1, 4, 4, 4, 2);
/** Sequences that end early: their last steps are 0. */
const masked = () => tf.mul(sequence(), tf.tensor([1, 1, 0, 0, 1, 1, 1, 0], [2, 4, 1]));
const recurrent = { units: 3, recurrentInitializer: "glorotUniform" } as const;

type Make = () => tf.layers.Layer;
const layer = (name: string, make: Make, input: () => tf.Tensor): LayerCase => ({
  name,
  make,
  input,
});

/** What gives a layer without weights something to hand a gradient on to. */
const first = { filters: 3, kernelSize: 1 };
const FIRST = {
  vector: [vector, () => tf.layers.dense({ units: 6, inputShape: [5] })],
  sequence: [sequence, () => tf.layers.conv1d({ ...first, inputShape: [4, 3] })],
  image: [image, () => tf.layers.conv2d({ ...first, inputShape: [6, 6, 2] })],
  volume: [
    volume,
    () => tf.layers.conv3d({ ...first, inputShape: [4, 4, 4, 2] }) as tf.layers.Layer,
  ],
} satisfies Record<string, [input: () => tf.Tensor, make: Make]>;

const behind = (what: keyof typeof FIRST, name: string, make: Make): LayerCase => {
  const [input, before] = FIRST[what];
  return layer(name, () => tf.sequential({ layers: [before(), make()] }), input);
};

/** A layer that merges what two dense ones make of one input. */
const merging = (name: string, make: Make): LayerCase =>
  layer(name, () => {
    const input = tf.input({ shape: [5] });
    const both = [3, 3].map((units) => tf.layers.dense({ units }).apply(input));
    const outputs = make().apply(both as tf.SymbolicTensor[]) as tf.SymbolicTensor;
    return tf.model({ inputs: input, outputs });
  }, vector);

const ACTIVATIONS = [
  ...["elu", "hardSigmoid", "linear", "relu", "relu6", "selu", "sigmoid", "softmax", "softplus"],
  ...["softsign", "tanh", "swish", "mish", "gelu", "gelu_new"],
] as const;
/** One dense layer, and every activation on it. */
function everyActivation(): tf.layers.Layer {
  const input = tf.input({ shape: [5] });
  const dense = tf.layers.dense({ units: 3 }).apply(input) as tf.SymbolicTensor;
  const all = ACTIVATIONS.map((name) =>
    tf.layers.activation({ activation: name as "relu" }).apply(dense) as tf.SymbolicTensor
  );
  const outputs = tf.layers.concatenate().apply(all) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs });
}

/** Every layer of tfjs that a gradient can be asked of, and the cases in which one backend errs. */
export const LAYER_CASES: LayerCase[] = [
  layer("Activation, every one", everyActivation, vector),
  merging("Add", () => tf.layers.add()),
  merging("Average", () => tf.layers.average()),
  behind("sequence", "AveragePooling1D", () => tf.layers.averagePooling1d({ poolSize: 2 })),
  behind("image", "AveragePooling2D", () => tf.layers.averagePooling2d({ poolSize: 2 })),
  behind(
    "volume",
    "AveragePooling3D",
    () => tf.layers.averagePooling3d({ poolSize: 2 }) as tf.layers.Layer,
  ),
  layer("BatchNormalization", () => tf.layers.batchNormalization({ axis: -1 }), image),
  layer("Bidirectional LSTM", () =>
    tf.layers.bidirectional({
      layer: tf.layers.lstm(recurrent) as tf.RNN,
      mergeMode: "concat",
    }), sequence),
  behind("image", "CenterCrop", () => tf.layers.centerCrop({ height: 4, width: 3 })),
  merging("Concatenate", () => tf.layers.concatenate()),
  layer("Conv1D", () => tf.layers.conv1d({ filters: 3, kernelSize: 2 }), sequence),
  layer(
    "Conv1D, dilated, tanh",
    () => tf.layers.conv1d({ filters: 3, kernelSize: 2, dilationRate: 2, activation: "tanh" }),
    sequence,
  ),
  layer("Conv2D", () => tf.layers.conv2d({ filters: 3, kernelSize: 3, strides: 2 }), image),
  layer(
    "Conv2D, dilated, ReLU",
    () => tf.layers.conv2d({ filters: 3, kernelSize: 2, dilationRate: 2, activation: "relu" }),
    image,
  ),
  layer(
    "Conv2D, dilated, tanh",
    () => tf.layers.conv2d({ filters: 3, kernelSize: 2, dilationRate: 2, activation: "tanh" }),
    image,
  ),
  layer(
    "Conv2D, dilated, no activation",
    () => tf.layers.conv2d({ filters: 3, kernelSize: 2, dilationRate: [1, 3] }),
    image,
  ),
  layer(
    "Conv2DTranspose",
    () => tf.layers.conv2dTranspose({ filters: 3, kernelSize: 2, strides: 2 }),
    image,
  ),
  layer(
    "Conv3D",
    () => tf.layers.conv3d({ filters: 2, kernelSize: 2, strides: 2 }) as tf.layers.Layer,
    volume,
  ),
  layer(
    "Conv3DTranspose",
    () => tf.layers.conv3dTranspose({ filters: 2, kernelSize: 2, strides: 2 }),
    () => given(1, 2, 2, 2, 2),
  ),
  layer(
    "ConvLSTM2D",
    () =>
      tf.layers.convLstm2d({
        filters: 2,
        kernelSize: 2,
        recurrentInitializer: "glorotUniform",
      }) as tf.layers.Layer,
    () => given(1, 2, 4, 4, 1),
  ),
  behind("image", "Cropping2D", () => tf.layers.cropping2D({ cropping: [[1, 0], [2, 1]] })),
  layer("Dense", () => tf.layers.dense({ units: 3, activation: "relu" }), () => given(4, 5)),
  layer(
    "DepthwiseConv2D",
    () => tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: "same" }),
    image,
  ),
  merging("Dot", () => tf.layers.dot({ axes: -1 })),
  behind("vector", "Dropout, seeded", () => tf.layers.dropout({ rate: 0.5, seed: 3 })),
  behind("vector", "ELU", () => tf.layers.elu()),
  layer(
    "Embedding",
    () => tf.layers.embedding({ inputDim: 6, outputDim: 3 }),
    () => tf.tensor2d([[0, 2, 2], [5, 1, 0]]),
  ),
  behind("image", "Flatten", () => tf.layers.flatten()),
  behind("sequence", "GlobalAveragePooling1D", () => tf.layers.globalAveragePooling1d()),
  behind(
    "image",
    "GlobalAveragePooling2D",
    () => tf.layers.globalAveragePooling2d({ dataFormat: "channelsLast" }),
  ),
  behind("sequence", "GlobalMaxPooling1D", () => tf.layers.globalMaxPooling1d()),
  behind(
    "image",
    "GlobalMaxPooling2D",
    () => tf.layers.globalMaxPooling2d({ dataFormat: "channelsLast" }),
  ),
  layer("GRU", () => tf.layers.gru(recurrent), sequence),
  layer("LayerNormalization", () => tf.layers.layerNormalization(), () => given(3, 5)),
  behind("vector", "LeakyReLU", () => tf.layers.leakyReLU({ alpha: 0.2 })),
  layer("LSTM", () => tf.layers.lstm(recurrent), sequence),
  layer(
    "Masking, LSTM",
    () =>
      tf.sequential({
        layers: [tf.layers.masking({ inputShape: [4, 3] }), tf.layers.lstm(recurrent)],
      }),
    masked,
  ),
  behind("sequence", "MaxPooling1D", () => tf.layers.maxPooling1d({ poolSize: 2 })),
  behind("image", "MaxPooling2D", () => tf.layers.maxPooling2d({ poolSize: 2 })),
  behind(
    "volume",
    "MaxPooling3D",
    () => tf.layers.maxPooling3d({ poolSize: 2 }) as tf.layers.Layer,
  ),
  merging("Maximum", () => tf.layers.maximum()),
  merging("Minimum", () => tf.layers.minimum()),
  merging("Multiply", () => tf.layers.multiply()),
  behind("sequence", "Permute", () => tf.layers.permute({ dims: [2, 1] })),
  layer("PReLU", () => tf.layers.prelu({ alphaInitializer: "ones" }), () => given(3, 5)),
  behind("vector", "ReLU", () => tf.layers.reLU()),
  behind("vector", "RepeatVector", () => tf.layers.repeatVector({ n: 3 })),
  behind("image", "Rescaling", () => tf.layers.rescaling({ scale: 0.5, offset: 1 })),
  behind("image", "Reshape", () => tf.layers.reshape({ targetShape: [4, 27] })),
  layer(
    "RNN of a SimpleRNNCell",
    () => tf.layers.rnn({ cell: tf.layers.simpleRNNCell(recurrent) }) as tf.layers.Layer,
    sequence,
  ),
  layer(
    "RNN of a GRUCell on an LSTMCell (StackedRNNCells)",
    () =>
      tf.layers.rnn({
        cell: tf.layers.stackedRNNCells({
          cells: [tf.layers.lstmCell(recurrent), tf.layers.gruCell(recurrent)],
        }),
      }) as tf.layers.Layer,
    sequence,
  ),
  layer(
    "SeparableConv2D",
    () => tf.layers.separableConv2d({ filters: 3, kernelSize: 3, depthMultiplier: 2 }),
    image,
  ),
  layer(
    "SeparableConv2D, dilated",
    () => tf.layers.separableConv2d({ filters: 3, kernelSize: 2, dilationRate: 2 }),
    image,
  ),
  layer("SimpleRNN", () => tf.layers.simpleRNN(recurrent), sequence),
  behind("vector", "Softmax", () => tf.layers.softmax()),
  behind(
    "sequence",
    "SpatialDropout1D, seeded",
    () => tf.layers.spatialDropout1d({ rate: 0.5, seed: 3 }),
  ),
  layer(
    "ThresholdedReLU on Dense",
    () =>
      tf.sequential({
        layers: [
          tf.layers.dense({ units: 4, inputShape: [5] }),
          tf.layers.thresholdedReLU({ theta: 0.2 }),
        ],
      }),
    () => given(3, 5),
  ),
  layer(
    "TimeDistributed",
    () => tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 2 }) }),
    sequence,
  ),
  behind("image", "UpSampling2D", () => tf.layers.upSampling2d({ size: [2, 3] })),
  behind("image", "ZeroPadding2D", () => tf.layers.zeroPadding2d({ padding: [[1, 0], [2, 1]] })),
];
