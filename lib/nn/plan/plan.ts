import type * as tf from "@tensorflow/tfjs";
import type { Block, Heap } from "../../kernels/mod.ts";
import { activationKind } from "./activation.ts";
import { PLAN_LAYERS } from "./layers.ts";
import { type Parameter, type PlanOp, shapeOf, sizeOf, type Start, type Tools } from "./op.ts";
import { patchClassifier } from "./patch_classifier.ts";

/** A model as a fixed list of kernel calls on fixed addresses: no tensors, no tape. */
export type Plan = {
  /** Where a batch is written: batchSize × the size of an example. */
  readonly input: number;
  /** Where the last layer's values lie after `forward`, before its activation: batchSize × k. */
  readonly output: number;
  /** Computes the output for the first `count` examples of the batch. */
  forward(count: number): void;
  /** Computes all gradients; the output must have been replaced by the loss's gradient. */
  backward(count: number): void;
  /** Every weight: its value, its gradient, and the tensor it stands for. */
  readonly parameters: readonly Parameter[];
  dispose(): void;
};

/** What a plan is for. */
export type PlanOptions = {
  /** Examples that fit at once. */
  batchSize: number;
  /** Some typical examples: what suits them is chosen, what is computed stays the same. */
  sample: Float32Array;
  /** Whether `backward` will be called. */
  training: boolean;
  /** The activation that the last layer must have, which is left to the caller. */
  activation: string;
};

/**
 * Turns a model into a plan, or says why it cannot be one.
 *
 * A plan takes a chain of layers of the classes in `PLAN_LAYERS`, that ends in a Dense whose activation
 * is left to the caller. It holds copies of the weights, in the model's order.
 *
 * @param model The model, with one input and one output.
 * @param heap The WASM backend.
 * @param options What the plan is for.
 * @returns The plan, or in words what the model has that a plan does not take.
 */
export function createPlan(
  model: tf.LayersModel,
  heap: Heap,
  { batchSize, sample, training, activation }: PlanOptions,
): Plan | string {
  const layers = model.layers.filter((layer) => layer.getClassName() !== "InputLayer");
  const unsupported = whyNot(model, layers, training, activation);
  if (unsupported) return unsupported;

  const blocks: Block[] = [];
  const allocate = (count: number) => {
    const block = heap.allocate(count);
    blocks.push(block);
    return block.address;
  };
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const tools = { heap, batchSize, allocate, training };
  const input = allocate(batchSize * sizeOf(shape));
  const start = { shape, input: { value: input, gradient: 0 } }; // nobody asks for pixels' gradient
  const ops = patchClassifier(layers, start, tools, sample) ?? chain(layers, start, tools);
  const { value, gradient } = ops.at(-1)!.output;
  const learning = ops.findIndex(({ parameters }) => parameters.some(({ learns }) => learns));
  const outputs = shapeOf(layers.at(-1)!)[0]!;
  return {
    input,
    output: value,
    forward: (count) => ops.forEach((op) => op.forward(count)),
    backward(count) {
      heap.floats(gradient, count * outputs).set(heap.floats(value, count * outputs));
      // Below the first layer that learns, nobody asks for gradients.
      ops.slice(learning).toReversed().forEach((op) => op.backward(count));
    },
    parameters: ops.flatMap((op) => op.parameters),
    dispose: () => blocks.forEach(heap.free),
  };
}

/** One op a layer, each on the output of the one before. */
function chain(layers: tf.layers.Layer[], start: Start, tools: Tools): PlanOp[] {
  const ops: PlanOp[] = [];
  let { shape, input } = start;
  let below: { kind: number; op: PlanOp } | undefined; // the convolution of the layer before
  for (const [i, layer] of layers.entries()) {
    const outputShape = shapeOf(layer);
    const { op: create, onlyTraining } = PLAN_LAYERS[layer.getClassName()]!;
    const pooled = isPooling(layer) ? below : undefined;
    below = undefined;
    if (create && (tools.training || !onlyTraining)) {
      const isPooled = isConvolution(layer) && isPooling(layers[i + 1]);
      const isLast = i === layers.length - 1;
      const kind = isLast ? 0 : Math.max(0, activationKind(layer.getConfig()["activation"]));
      const op = create({ ...tools, layer, shape, outputShape, input, kind, pooled, isPooled });
      if (isPooled) below = { kind, op };
      ops.push(op);
      input = op.output;
    }
    shape = outputShape;
  }
  return ops;
}

function isConvolution(layer: tf.layers.Layer): boolean {
  return layer.getClassName() === "Conv2D";
}

function isPooling(layer: tf.layers.Layer | undefined): boolean {
  return layer?.getClassName() === "MaxPooling2D";
}

function whyNot(
  model: tf.LayersModel,
  layers: tf.layers.Layer[],
  training: boolean,
  activation: string,
): string | null {
  if (!isChain(model)) return "the model is not a chain of layers";
  if (model.inputs[0]!.shape.slice(1).includes(null)) return "examples may have any length";
  for (const [i, layer] of layers.entries()) {
    const kind = layer.getClassName();
    const config = layer.getConfig();
    const isLast = i === layers.length - 1;
    const { takes, onlyTraining } = PLAN_LAYERS[kind] ?? {};
    if (onlyTraining && !training) continue;
    if (!takes?.(config, layer, isLast)) {
      return `layer "${layer.name}" (${kind}) is not one it takes`;
    }
    if (layer.inboundNodes.length > 1) {
      return `layer "${layer.name}" is used in more than one place`;
    }
    if (!training) continue;
    const all: Record<string, unknown> = { ...config, ...layer }; // some configs leave some out
    const more = Object.keys(all).find((key) => /(Regularizer|Constraint)$/.test(key) && all[key]);
    if (more) return `layer "${layer.name}" has a ${more}`;
  }
  const last = layers.at(-1);
  if (last?.getClassName() !== "Dense" || last.getConfig()["activation"] !== activation) {
    return `the last layer is not a Dense with ${activation}`;
  }
  return null;
}

/** Whether every layer takes the output of the one before it, and nothing else. */
function isChain(model: tf.LayersModel): boolean {
  return model.getClassName() === "Sequential" && model.inputs.length === 1 &&
    model.layers.every((layer) => !("layers" in layer));
}
