import type * as tf from "@tensorflow/tfjs";
import type { Heap } from "../../kernels/mod.ts";
import { foldNormalization } from "./fold_normalization.ts";

/** A batch of values and of gradients, by address. A gradient of 0 is one nobody asks for. */
export type Values = {
  value: number;
  gradient: number;
  /**
   * Of an embedding that one layer takes: hands over the rows picked instead of their copies, from now
   * on, if they have so many columns. Neither the values nor their gradient are touched any more.
   */
  pick?: ((columns: number) => PickedRows | undefined) | undefined;
};

/**
 * The rows of a table that a batch asks for, each once, and which of them stands where: what a layer
 * computes of some hundred rows it need not compute of thousands of copies.
 */
export type PickedRows = {
  /** Floats in a row. */
  readonly columns: number;
  /** How many rows there can be at most, and how many this batch asks for. */
  readonly most: number;
  count(): number;
  /** Addresses of the rows and of their gradient, 0 where nobody asks for it. */
  readonly value: number;
  readonly gradient: number;
  /** Address of an int32 for every place: its row. */
  readonly ids: number;
  /**
   * Address of an int32 for every example: how many of its first places, the last one left aside, hold
   * number 0, as `padSequences` fills them up. 0 where the table learns.
   */
  readonly blanks: number;
  /** The row of number 0, if this batch asks for it. */
  blank(): number;
};

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
  /** Whether training changes it: a frozen layer's weights stay, as do means that a layer remembers. */
  learns: boolean;
};

/** One layer's work on a batch. */
export type PlanOp = {
  forward(count: number): void;
  /** Turns the output's gradient into the weights' and the input's. May write over the former. */
  backward(count: number): void;
  parameters: Parameter[];
  output: Values;
  /**
   * Of a convolution that can: `forward` writes the maxima of two by two values there from now on,
   * instead of its output. The answer says whether it has, the last time: else it wrote its output.
   */
  poolTo?: ((maxima: Values) => () => boolean) | undefined;
};

/** What every op of a plan works with. */
export type Tools = {
  heap: Heap;
  batchSize: number;
  /** Whether gradients are wanted; without, nothing holds room for them. */
  training: boolean;
  /** Whether weights are read where the model has them, instead of copied. */
  borrows: boolean;
  /** Room for so many floats that lives as long as the plan. */
  allocate(count: number): number;
};

/** What goes into an op: the shape of one example, and where the batch lies. */
export type Start = { shape: number[]; input: Values };

/** Where in a plan a layer stands. */
export type Site = Tools & Start & {
  layer: tf.layers.Layer;
  /** Everything that goes into it: of the layers that merge, more than the first. */
  sources: readonly Start[];
  outputShape: number[];
  /** Its activation, as kernels number them; 0 (linear) too where it is left to the caller. */
  kind: number;
  /** Whether anything here or below learns: only then a gradient is asked of the output. */
  asked: boolean;
  /** The convolution whose maxima a pooling layer takes, where one stands right below it. */
  pooled?: { kind: number; op: PlanOp } | undefined;
  /** Whether a pooling layer right above takes the gradient through activation and bias. */
  isPooled?: boolean;
  /** For how many examples its output is kept, where these are more than a batch. */
  kept?: number | undefined;
  /** A batch normalisation that its weights take along. */
  normalization?: tf.layers.Layer | undefined;
};

/** Room for the output of the layer at a site. */
export function allocateOutput({ allocate, batchSize, kept, outputShape, asked }: Site): Values {
  const count = (kept ?? batchSize) * sizeOf(outputShape);
  return { value: allocate(count), gradient: asked ? allocate(count) : 0 };
}

/** So many zeros that live as long as the plan. */
export function zeros({ allocate, heap }: Tools, count: number): number {
  const address = allocate(count);
  heap.floats(address, count).fill(0);
  return address;
}

/** Number of values in a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The weights of a layer, copied into the plan or, where nothing changes them, borrowed. */
export function parametersOf(site: Site): Parameter[] {
  const { layer, heap, allocate, training, borrows, normalization } = site;
  const { weights, trainableWeights } = layer;
  const parameters = layer.getWeights().map((tensor, index) => {
    const { size } = tensor;
    const gradient = training ? allocate(size) : 0;
    const learns = trainableWeights.includes(weights[index]!);
    const more = { gradient, size, layer, index, learns };
    if (borrows && !normalization) return { value: heap.address(tensor), ...more };
    const value = allocate(size);
    heap.floats(value, size).set(tensor.dataSync());
    return { value, ...more };
  });
  return normalization ? foldNormalization(normalization, parameters, site) : parameters;
}

/** A weight's values. */
export function valuesOf({ value, size }: Parameter, heap: Heap): Float32Array {
  return heap.floats(value, size).slice();
}
