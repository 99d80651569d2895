import type * as tf from "@tensorflow/tfjs";

/** A layer at its place in a model. */
export type Step = {
  layer: tf.layers.Layer;
  /** The steps whose values it takes, by number; −1 is the model's input. */
  sources: number[];
  /** Shapes of what it takes and of what it gives, of one example. */
  shapes: number[][];
  outputShape: number[];
};

/**
 * The layers of a model in an order in which each comes after those that it takes values from. Models
 * within the model are taken apart.
 *
 * @param model A model with one input and one output.
 * @returns The steps, the last of which gives the output; or in words what is in the way.
 */
export function stepsOf(model: tf.LayersModel): Step[] | string {
  if (model.inputs.length !== 1) return "the model has several inputs";
  const steps: Step[] = [];
  const numbers = new Map<number, number>(); // by tensor
  const nodes = new Map<tf.layers.Layer, number>();
  const outside = new Map<number, tf.SymbolicTensor>(); // what goes into a model within the model
  let twice: tf.layers.Layer | undefined;

  numbers.set(model.inputs[0]!.id, -1);
  visit(model.outputs[0]!);
  return twice ? `layer "${twice.name}" is used in more than one place` : steps;

  /** The number of the step that gives a tensor. */
  function visit(tensor: tf.SymbolicTensor): number {
    const known = numbers.get(tensor.id);
    if (known !== undefined) return known;
    const number = find(tensor);
    numbers.set(tensor.id, number);
    return number;
  }

  function find(tensor: tf.SymbolicTensor): number {
    const given = outside.get(tensor.id);
    if (given) return visit(given);
    const { sourceLayer: layer, nodeIndex } = tensor;
    if ((nodes.get(layer) ?? nodeIndex) !== nodeIndex) twice ??= layer;
    nodes.set(layer, nodeIndex);
    const { inputTensors } = layer.inboundNodes[nodeIndex]!;
    if (isModel(layer)) {
      layer.inputs.forEach((input, i) => outside.set(input.id, inputTensors[i]!));
      return visit(layer.outputs[tensor.tensorIndex ?? 0]!);
    }
    const sources = inputTensors.map(visit);
    const shapes = inputTensors.map(shapeOf);
    return steps.push({ layer, sources, shapes, outputShape: shapeOf(tensor) }) - 1;
  }
}

/** All layers of a model in its order, which is that of its weights. */
export function layersOf(model: tf.LayersModel): tf.layers.Layer[] {
  return model.layers.flatMap((layer) => isModel(layer) ? layersOf(layer) : [layer]);
}

/** The layer that gives a model's output. */
export function lastLayer(model: tf.LayersModel): tf.layers.Layer {
  const { sourceLayer } = model.outputs[0]!;
  return isModel(sourceLayer) ? lastLayer(sourceLayer) : sourceLayer;
}

function isModel(layer: tf.layers.Layer): layer is tf.LayersModel {
  return "layers" in layer;
}

function shapeOf({ shape }: tf.SymbolicTensor): number[] {
  return shape.slice(1) as number[];
}
