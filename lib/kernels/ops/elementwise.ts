import type * as tf from "@tensorflow/tfjs";
import { cut } from "../cut.ts";
import { pin, type Pinned, type Recipe } from "../deferred.ts";
import type { Heap } from "../heap.ts";
import { adamBySteps } from "./adam_by_steps.ts";
import { sizeOf } from "./shapes.ts";

/** Values from which on it pays to wait for what follows. */
const LARGE = 4096;
/** Steps that one expression has at most: more would hold ever more tensors. */
const LONGEST = 48;

/**
 * a ∘ b or √a of n values, put off: what an optimiser does to a weight, step by step, is then one pass
 * over it, with the same bits.
 */
export class Elementwise implements Recipe {
  /** Steps up to this one, with those of its inputs; what is used twice counts twice. */
  readonly length: number;

  private constructor(
    private readonly heap: Heap,
    readonly what: number,
    readonly n: number,
    readonly inputs: readonly Pinned[],
  ) {
    let length = 1;
    for (const input of inputs) length += this.stepOf(input)?.length ?? 0;
    if (length > LONGEST) {
      for (const input of inputs) heap.address(input);
      length = 1;
    }
    this.length = length;
  }

  /** A tensor of a ∘ b, or of √a where there is no b; null where there are few values. */
  static defer(
    heap: Heap,
    what: number,
    shape: number[],
    inputs: readonly tf.TensorInfo[],
  ): tf.TensorInfo | null {
    const n = sizeOf(shape);
    return n < LARGE ? null : heap.defer(shape, new Elementwise(heap, what, n, inputs.map(pin)));
  }

  /** The step that is to give a tensor's n values, if it waits too. */
  stepOf(tensor: tf.TensorInfo): Elementwise | undefined {
    const recipe = this.heap.pending(tensor);
    return recipe instanceof Elementwise && recipe.n === this.n ? recipe : undefined;
  }

  run(place: number): void {
    const { heap, n } = this;
    for (const { step } of stepsOf(this)) { // what others are to give, before room is taken
      for (const input of step.inputs) {
        if (!step.stepOf(input)) heap.address(input);
      }
    }
    const steps = stepsOf(this);
    const moments = adamBySteps(heap, this, place, steps.length);
    if (moments) return moments.forEach(heap.settled);
    const { program, rows, written } = layOut(heap, steps, place);
    const ranges = cut(heap.pool.threads, n, 8 * steps.length * n, BLOCK);
    const room = heap.scratch(program.length, ...ranges.map(() => rows * BLOCK));
    const at = room[0]!;
    new Int32Array(heap.floats(at, program.length).buffer, at, program.length).set(program);
    heap.pool.run(ranges, (kernels, { from, to }, part) => {
      kernels.elementwise(at, steps.length, room[1 + part]!, from, to);
    });
    for (const tensor of written) heap.settled(tensor);
  }
}

/** A step, and the tensor that waits for it: of the last one nobody here knows it. */
type Waiting = { step: Elementwise; tensor: Pinned | null };

/** All steps that have to be done for one, in an order in which each finds its inputs; it is the last. */
function stepsOf(last: Elementwise): Waiting[] {
  const found = new Map<Elementwise, Waiting>();
  const visit = (step: Elementwise, tensor: Pinned | null) => {
    for (const input of step.inputs) {
      const before = step.stepOf(input);
      if (before && !found.has(before)) visit(before, input);
    }
    found.set(step, { step, tensor });
  };
  visit(last, null);
  return [...found.values()];
}

/** Floats in a row between two steps, as the kernel has it. */
const BLOCK = 1024;
/** What an address is of, as the kernel numbers it. */
const [ONE, ALL, ROW] = [0, 1, 2] as const;

/**
 * The steps as the kernel reads them. What somebody else holds is written to its place, and listed;
 * the rest goes from step to step in rows.
 */
function layOut(heap: Heap, steps: readonly Waiting[], place: number) {
  const uses = new Map<object, number[]>(); // of a tensor, by which of the steps
  steps.forEach(({ step }, k) => {
    for (const { dataId } of step.inputs) uses.set(dataId, [...uses.get(dataId) ?? [], k]);
  });
  const places = new Map<object, [address: number, of: number]>();
  const written: Pinned[] = [];
  const free: number[] = [];
  let rows = 0;
  const program = steps.flatMap(({ step, tensor }, k) => {
    const from = step.inputs.flatMap((input) =>
      places.get(input.dataId) ?? [heap.address(input), sizeOf(input.shape) === 1 ? ONE : ALL]
    );
    for (const { dataId } of new Set(step.inputs)) {
      const [address, of] = places.get(dataId) ?? [];
      if (of === ROW && uses.get(dataId)!.at(-1) === k) free.push(address!);
    }
    let to: [number, number] = [place, ALL];
    if (tensor) {
      const isHeld = heap.holders(tensor) > uses.get(tensor.dataId)!.length;
      to = isHeld ? [heap.placeOf(tensor), ALL] : [free.pop() ?? 4 * BLOCK * rows++, ROW];
      if (isHeld) written.push(tensor);
      places.set(tensor.dataId, to);
    }
    return [step.what, ...from, ...(from.length < 4 ? [0, 0] : []), ...to];
  });
  return { program, rows, written };
}
