import type * as tf from "@tensorflow/tfjs";
import type { Heap } from "../heap.ts";
import type { Elementwise } from "./elementwise.ts";
import { ELEMENTWISE } from "./elementwise_kinds.ts";
import { sizeOf } from "./shapes.ts";

/** An expression: a name for a tensor, or an operation and what it is of. */
type Pattern = string | [what: keyof typeof ELEMENTWISE, ...of: Pattern[]];

const FIRST: Pattern = ["Add", ["Multiply", "m", "beta1"], ["Multiply", "g", "rest1"]];
const SQUARE: Pattern = ["Multiply", "g", "g"];
const SECOND: Pattern = ["Add", ["Multiply", "v", "beta2"], ["Multiply", SQUARE, "rest2"]];
const ROOT: Pattern = ["Add", ["Sqrt", ["RealDiv", SECOND, "left2"]], "epsilon"];
const QUOTIENT: Pattern = ["RealDiv", ["RealDiv", FIRST, "left1"], ROOT];
/** What `tf.train.adam` makes of a weight. */
const ADAM: Pattern = ["Add", ["Multiply", QUOTIENT, "rate"], "w"];

const ARRAYS = ["w", "m", "v", "g"];

/** Tensors by their names, and those of `FIRST` and `SECOND`. */
type Found = { tensors: Map<string, tf.TensorInfo>; moments: tf.TensorInfo[] };

/**
 * Computes what one step of Adam makes of a weight by one kernel, with the same bits.
 *
 * @param count How many steps are waiting in all.
 * @returns The new moments, which have been written too; null where the expression is another one.
 */
export function adamBySteps(
  heap: Heap,
  step: Elementwise,
  place: number,
  count: number,
): tf.TensorInfo[] | null {
  const found: Found = { tensors: new Map(), moments: [] };
  if (count !== 14 || !matches(step, ADAM, found)) return null;
  const { tensors, moments: [m, v] } = found;
  for (const [name, { shape }] of tensors) {
    if (ARRAYS.includes(name) === (sizeOf(shape) === 1)) return null;
  }
  const at = (name: string) => heap.address(tensors.get(name)!);
  const number = (name: string) => heap.floats(at(name), 1)[0]!;
  const [w, first, second, g] = [at("w"), at("m"), at("v"), at("g")];
  heap.kernels.adamBySteps(
    ...[w, first, second, g, place, heap.placeOf(m!), heap.placeOf(v!)] as const,
    step.n,
    number("beta1"),
    number("rest1"),
    number("beta2"),
    number("rest2"),
    number("left1"),
    number("left2"),
    number("epsilon"),
    number("rate"),
  );
  return [m!, v!];
}

/** Whether a step is what the pattern says; the tensors under its names, each always the same. */
function matches(step: Elementwise, pattern: Pattern, found: Found): boolean {
  const [what, ...of] = pattern as Exclude<Pattern, string>;
  if (step.what !== ELEMENTWISE[what] || step.inputs.length !== of.length) return false;
  return of.every((part, i) => {
    const input = step.inputs[i]!;
    const before = step.stepOf(input);
    if (typeof part !== "string") {
      if (part === FIRST || part === SECOND) found.moments.push(input);
      return before !== undefined && matches(before, part, found);
    }
    const known = found.tensors.get(part);
    found.tensors.set(part, input);
    return before === undefined && (!known || known.dataId === input.dataId);
  });
}
