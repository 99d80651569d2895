/** One layer of a chain, as every contestant can build it. Windows are square, without padding. */
export type LayerSpec =
  | { kind: "conv"; filters: number; size: number; activation: "linear" | "relu" }
  | { kind: "separable"; filters: number; size: number; activation: "linear" | "relu" }
  | { kind: "batchNorm" }
  | { kind: "relu" }
  | { kind: "maxPool"; size: number }
  | { kind: "dropout"; rate: number }
  | { kind: "flatten" }
  | { kind: "dense"; units: number; activation: "relu" | "softmax" | "sigmoid" }
  | { kind: "embedding"; words: number; dimensions: number }
  | { kind: "lstm"; units: number; activation: "tanh" | "relu" }
  | { kind: "simpleRNN" | "gru"; units: number };

/** How a weight is drawn: an even spread around 0, zeros, or an even spread from a half to 1.5. */
export type Draw = "glorot" | "zeros" | "positive";

/** A weight before training. */
export type WeightSpec = { shape: number[]; draw: Draw };

/**
 * The weights of a chain of layers, in Keras's order and layout.
 *
 * @param layers The layers.
 * @param input Shape of one example.
 * @returns Their weights, those of the first layer first.
 */
export function weightsOf(layers: readonly LayerSpec[], input: readonly number[]): WeightSpec[] {
  let shape = input;
  return layers.flatMap((layer) => {
    const weights = weightsOfLayer(layer, shape.at(-1)!);
    shape = shapeAfter(layer, shape);
    return weights;
  });
}

/**
 * Shape of what a layer gives for one example.
 *
 * @param layer The layer.
 * @param shape Shape of what it is given.
 * @returns The shape.
 */
export function shapeAfter(layer: LayerSpec, shape: readonly number[]): readonly number[] {
  switch (layer.kind) {
    case "conv":
    case "separable":
      return [...shape.slice(0, -1).map((side) => side - layer.size + 1), layer.filters];
    case "maxPool":
      return [...shape.slice(0, -1).map((side) => Math.floor(side / layer.size)), shape.at(-1)!];
    case "flatten":
      return [shape.reduce((product, length) => product * length, 1)];
    case "embedding":
      return [...shape, layer.dimensions];
    case "dense":
    case "lstm":
    case "simpleRNN":
    case "gru":
      return [layer.units];
    default:
      return shape;
  }
}

function weightsOfLayer(layer: LayerSpec, features: number): WeightSpec[] {
  switch (layer.kind) {
    case "conv":
      return [matrix(layer.size, layer.size, features, layer.filters), bias(layer.filters)];
    case "separable":
      return [
        matrix(layer.size, layer.size, features, 1),
        matrix(1, 1, features, layer.filters),
        bias(layer.filters),
      ];
    case "batchNorm": // factor, shift, moving mean and variance
      return [positive(features), bias(features), bias(features), positive(features)];
    case "dense":
      return [matrix(features, layer.units), bias(layer.units)];
    case "embedding":
      return [matrix(layer.words, layer.dimensions)];
    case "lstm":
      return recurrent(features, layer.units, 4, [4 * layer.units]);
    case "gru":
      return recurrent(features, layer.units, 3, [2, 3 * layer.units]);
    case "simpleRNN":
      return recurrent(features, layer.units, 1, [layer.units]);
    default:
      return [];
  }
}

function recurrent(features: number, units: number, gates: number, biases: number[]): WeightSpec[] {
  const kernels = [features, units].map((rows) => matrix(rows, gates * units));
  return [...kernels, { shape: biases, draw: biases.length > 1 ? "glorot" : "zeros" }];
}

function matrix(...shape: number[]): WeightSpec {
  return { shape, draw: "glorot" };
}

function bias(n: number): WeightSpec {
  return { shape: [n], draw: "zeros" };
}

function positive(n: number): WeightSpec {
  return { shape: [n], draw: "positive" };
}
