import type * as tf from "@tensorflow/tfjs";
import type { Heap } from "../../kernels/mod.ts";

/** A batch of values and of gradients, by address. A gradient of 0 is one nobody asks for. */
export type Values = { value: number; gradient: number };

/** A weight of the model as a plan holds it. */
export type Parameter = {
  /** Address of its values. */
  value: number;
  /** Address of its gradient. */
  gradient: number;
  /** Number of values. */
  size: number;
  /** The layer it belongs to, and its place among the layer's weights. */
  layer: tf.layers.Layer;
  index: number;
};

/** One layer's work on a batch. */
export type PlanOp = {
  forward(count: number): void;
  /** Turns the output's gradient into the weights' and the input's. May write over the former. */
  backward(count: number): void;
  parameters: Parameter[];
};

/** Where in a plan a layer stands. Shapes are those of one example. */
export type Site = {
  layer: tf.layers.Layer;
  heap: Heap;
  batchSize: number;
  shape: number[];
  outputShape: number[];
  input: Values;
  output: Values;
  /** Room for so many floats that lives as long as the plan. */
  allocate(count: number): number;
};

/** The weights of a layer, copied into the plan. */
export function parametersOf({ layer, heap, allocate }: Site): Parameter[] {
  return layer.getWeights().map((tensor, index) => {
    const { size } = tensor;
    const parameter = { value: allocate(size), gradient: allocate(size), size, layer, index };
    heap.floats(parameter.value, size).set(tensor.dataSync());
    return parameter;
  });
}
