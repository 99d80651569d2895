import type * as tf from "@tensorflow/tfjs";
import type { Block, Heap } from "../../kernels/mod.ts";
import { arrange, type Arranged } from "./arrange.ts";
import { fanOut } from "./fan_out.ts";
import { type Front, frontOf, inPieces } from "./front.ts";
import { layersOf, stepsOf } from "./graph.ts";
import { PLAN_LAYERS } from "./layers.ts";
import {
  type Parameter,
  type PlanOp,
  type Site,
  sizeOf,
  type Start,
  type Tools,
  type Values,
} from "./op.ts";
import { patchClassifier } from "./patch_classifier.ts";
import { endsIn } from "./ending.ts";
import { whyNot } from "./why_not.ts";

/** A model as a fixed list of kernel calls on fixed addresses: no tensors, no tape. */
export type Plan = {
  /** Where a batch is written: batchSize × the size of an example. */
  readonly input: number;
  /** Where the output lies after `forward`, before its last activation: batchSize × k. */
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
  /** Whether the plan reads the model's weights where they are: only while nobody can change them. */
  borrows?: boolean;
  /** The activation that the model must end in, which is left to the caller; any for "linear". */
  activation: string;
};

/**
 * Turns a model into a plan, or says why it cannot be one.
 *
 * A plan takes layers of the classes in `PLAN_LAYERS`, one after the other or in branches. It holds
 * copies of the weights, unless it borrows them, in the model's order.
 *
 * @param model The model, with one input and one output.
 * @param heap The WASM backend.
 * @param options What the plan is for.
 * @returns The plan, or in words what the model has that a plan does not take.
 */
export function createPlan(
  model: tf.LayersModel,
  heap: Heap,
  { batchSize, sample, training, borrows = false, activation }: PlanOptions,
): Plan | string {
  const all = stepsOf(model);
  if (typeof all === "string") return all;
  const [, ...lengths] = model.inputs[0]!.shape;
  if (lengths.includes(null)) return "examples may have any length";
  const shape = lengths as number[];
  const leaveOut = activation !== "linear";
  const unsupported = whyNot(all, training, leaveOut) ?? endsIn(all, activation);
  if (unsupported) return unsupported;
  const steps = arrange(all, training, leaveOut);
  if (steps.length === 0) return "no layer of the model computes anything";

  const blocks: Block[] = [];
  const allocate = (count: number) => {
    const block = heap.allocate(count);
    blocks.push(block);
    return block.address;
  };
  const tools = { heap, batchSize, allocate, training, borrows };
  const input = { value: allocate(batchSize * sizeOf(shape)), gradient: 0 }; // nobody asks for it
  const start = { shape, input };
  const ops = patchClassifier(steps, start, tools, sample) ?? build(steps, start, tools);
  const { value, gradient } = ops.at(-1)!.output;
  const outputs = sizeOf(all.at(-1)!.outputShape);
  const asked = ops.filter((op) => op.output.gradient).toReversed();
  const order = layersOf(model);
  const place = ({ layer }: Parameter) => order.indexOf(layer);
  return {
    input: input.value,
    output: gradient || value,
    forward(count) {
      ops.forEach((op) => op.forward(count));
      // The loss's gradient takes the place of the output's copy; some ops need the output itself.
      const n = count * outputs;
      if (gradient) heap.floats(gradient, n).set(heap.floats(value, n));
    },
    backward: (count) => asked.forEach((op) => op.backward(count)),
    parameters: ops.flatMap((op) => op.parameters).toSorted((a, b) => place(a) - place(b)),
    dispose: () => blocks.forEach(heap.free),
  };
}

/** One op a step, each on the output of those that it takes values from. */
function build(steps: readonly Arranged[], { shape, input }: Start, tools: Tools): PlanOp[] {
  const { training, batchSize } = tools;
  const front = training ? null : frontOf(steps, batchSize);
  const ops: PlanOp[] = [];
  const made = new Map<Arranged, PlanOp>();
  const handed = steps.map((): Values[] => []); // what the steps above have still to take
  const takers = steps.map((_, i) =>
    steps.flatMap(({ sources }) => sources.filter((j) => j === i)).length
  );
  for (const [i, step] of steps.entries()) {
    const { layer, pools } = step;
    const sources = step.sources.map((from, j) => ({
      shape: step.shapes[j]!,
      input: from < 0 ? input : handed[from]!.shift()!,
    }));
    const learns = layer.trainableWeights.length > 0;
    const op = PLAN_LAYERS[layer.getClassName()]!.op!({
      ...toolsAt(i, front, tools),
      ...sources[0]!,
      ...{ layer, sources, outputShape: step.outputShape, kind: step.kind },
      asked: training && (learns || sources.some((source) => source.input.gradient)),
      pooled: pools && { kind: pools.kind, op: made.get(pools)! },
      isPooled: step.isPooled ?? false,
      normalization: step.normalization,
    });
    ops.push(op);
    made.set(step, op);
    const several = op.output.gradient && takers[i]! > 1;
    if (several) {
      const { each, op: sum } = fanOut(op.output, sizeOf(step.outputShape), takers[i]!, tools);
      ops.push(sum);
      handed[i] = each;
    } else if (takers[i] === 1) handed[i] = [op.output];
    else handed[i] = Array(takers[i]!).fill({ ...op.output, pick: undefined });
  }
  if (!front) return ops;
  const { outputShape } = steps[front.steps - 1]!;
  const first = ops.splice(0, front.steps);
  return [
    inPieces(first, front.piece, { values: input, size: sizeOf(shape) }, sizeOf(outputShape)),
    ...ops,
  ];
}

/** What the op of a step works with: in a front with a piece, of which the last op keeps the output. */
function toolsAt(i: number, front: Front | null, tools: Tools): Tools & Pick<Site, "kept"> {
  if (!front || i >= front.steps) return tools;
  const kept = i === front.steps - 1 ? tools.batchSize : undefined;
  return { ...tools, batchSize: front.piece, kept };
}
