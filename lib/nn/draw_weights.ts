import * as tf from "@tensorflow/tfjs";
import type { Prng } from "../core/mod.ts";

/** How the weights of a layer are drawn, by its class: Keras's defaults. */
const RULES: Record<string, readonly Draw[]> = {
  Conv2D: [glorotUniform],
  Dense: [glorotUniform],
  Embedding: [smallUniform],
  SimpleRNN: [glorotUniform, orthogonal],
  LSTM: [glorotUniform, orthogonal, forgetNothing],
  GRU: [glorotUniform, orthogonal],
  ResetAfterGRU: [glorotUniform, orthogonal],
};

/** Draws the values of a weight of a shape. */
type Draw = (shape: number[], prng: Prng) => Float64Array;

/**
 * Draws a model's weights anew, as Keras does by default: kernels from the uniform distribution of
 * Glorot and Bengio, the recurrent ones as random orthogonal matrices, embeddings from ±0.05. Biases
 * stay as the layers begin with them, at 0, but for an LSTM's forget gate, which begins at 1.
 *
 * Drawn in float64 on no backend, so that a seed means the same bits on each. (tfjs's own orthogonal
 * matrices are rounded as the backend rounds, and a warning is printed for those of an LSTM.)
 *
 * @param model The model, whose layers are all built.
 * @param prng Where the randomness comes from.
 * @returns The model.
 */
export function drawWeights<Model extends tf.LayersModel>(model: Model, prng: Prng): Model {
  for (const layer of model.layers) {
    const rules = RULES[layer.getClassName()] ?? [];
    const weights = layer.getWeights();
    const drawn = weights.map((weight, i) => {
      const draw = rules[i];
      return draw ? tf.tensor(Float32Array.from(draw(weight.shape, prng)), weight.shape) : weight;
    });
    layer.setWeights(drawn);
    tf.dispose(drawn.filter((_, i) => rules[i]));
  }
  return model;
}

/**
 * Uniform within `±√(6 / (fanIn + fanOut))`; a filter's fan is its channels times its taps.
 *
 * Source: X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural
 * networks, AISTATS 2010, equation 16.
 */
function glorotUniform(shape: number[], prng: Prng): Float64Array {
  const taps = product(shape.slice(0, -2));
  const limit = Math.sqrt(6 / (taps * (shape.at(-2)! + shape.at(-1)!)));
  return uniform(shape, prng, limit);
}

function smallUniform(shape: number[], prng: Prng): Float64Array {
  return uniform(shape, prng, 0.05);
}

function uniform(shape: number[], prng: Prng, limit: number): Float64Array {
  return new Float64Array(product(shape)).map(() => (2 * prng.next() - 1) * limit);
}

/**
 * Rows of length 1 at right angles to each other, all such matrices being equally likely: normal
 * numbers, made orthogonal row after row. There must not be more rows than columns.
 *
 * Source: A. Saxe, J. McClelland, S. Ganguli, Exact solutions to the nonlinear dynamics of learning
 * in deep linear neural networks, ICLR 2014.
 */
function orthogonal([rows, columns]: number[], prng: Prng): Float64Array {
  const values = new Float64Array(rows! * columns!).map(() => prng.nextNormal());
  const rowAt = (i: number) => values.subarray(i * columns!, (i + 1) * columns!);
  for (let i = 0; i < rows!; i++) {
    const row = rowAt(i);
    for (let j = 0; j < i; j++) {
      const other = rowAt(j);
      const along = dot(row, other);
      for (let c = 0; c < columns!; c++) row[c]! -= along * other[c]!;
    }
    const length = Math.sqrt(dot(row, row));
    for (let c = 0; c < columns!; c++) row[c]! /= length;
  }
  return values;
}

/**
 * Zeros, and ones for the second of four gates, which forgets: its memory lasts from the start.
 *
 * Source: R. Jozefowicz, W. Zaremba, I. Sutskever, An empirical exploration of recurrent network
 * architectures, ICML 2015.
 */
function forgetNothing([length]: number[]): Float64Array {
  const units = length! / 4;
  return new Float64Array(length!).fill(1, units, 2 * units);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((result, length) => result * length, 1);
}
