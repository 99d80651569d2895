import type * as tf from "@tensorflow/tfjs";
import { cannot, checkBetween, checkSameLength } from "../core/mod.ts";

/** What a model is given. */
export type Inputs = {
  /** n examples one after the other, each of the model's input shape, row-major. */
  x: Float32Array | Uint8Array;
  /** What every value of `x` is multiplied by: 1 / 255 for pixels in bytes. @default 1 */
  scale?: number;
};

/** Labelled examples for a classifier. */
export type Examples = Inputs & {
  /**
   * The class of each example, shape (n): 0 to k − 1, or 0 and 1 for a model with one output, the
   * probability of 1.
   */
  y: Uint8Array | Int32Array;
};

/** Examples with numbers that are to be met, for a regression. */
export type NumericExamples = Inputs & {
  /** The numbers of each example, shape (n, k) for k outputs, row-major. */
  y: Float32Array;
};

/** Sizes that follow from a model and examples for it. */
export type ExampleSizes = {
  /** Number of examples. */
  n: number;
  /** Shape of one example. */
  shape: number[];
  /** Values of one example. */
  size: number;
  /** Numbers that the model gives for one example: of a classifier, its classes. */
  outputs: number;
};

/**
 * Works out the sizes of inputs and stops if they do not fit the model.
 *
 * @throws {TypeError} If the model has not one input and one output of rank 2.
 * @throws {RangeError} If `x` is not a whole number of examples, at least one, or `scale` not above 0.
 */
export function checkInputs(
  action: string,
  model: tf.LayersModel,
  { x, scale = 1 }: Inputs,
): ExampleSizes {
  const [input, output] = endsOf(action, model);
  const shape = input.slice(1) as number[];
  const size = shape.reduce((product, length) => product * length, 1);
  const n = x.length / size;
  if (n === 0 || !Number.isInteger(n)) {
    const needed = `x must hold one or more examples of shape [${shape}], ${size} values each`;
    throw new RangeError(cannot(action, needed, x.length));
  }
  checkBetween(action, "scale", scale, 0);
  return { n, shape, size, outputs: output[1]! };
}

/** Shapes of a model's input and output. */
function endsOf(action: string, { inputs, outputs }: tf.LayersModel): [tf.Shape, tf.Shape] {
  if (inputs.length !== 1 || outputs.length !== 1) {
    const found = `${inputs.length} and ${outputs.length}`;
    throw new TypeError(
      `Cannot ${action}: the model must have one input and one output, got ${found}`,
    );
  }
  const output = outputs[0]!.shape;
  if (output.length !== 2) {
    const needed = "the model must give k numbers for each example, shape [null, k]";
    throw new TypeError(cannot(action, needed, output));
  }
  return [inputs[0]!.shape, output];
}

/**
 * Works out the sizes of examples with targets and stops if they do not fit the model.
 *
 * @throws {TypeError} If the model has not one input and one output of rank 2.
 * @throws {RangeError} If `x` and `y` do not belong together, a label is out of range, or a number is
 * not finite.
 */
export function checkExamples(
  action: string,
  model: tf.LayersModel,
  data: Examples | NumericExamples,
): ExampleSizes {
  const sizes = checkInputs(action, model, data);
  const last = model.layers.at(-1)!.getConfig()["activation"];
  if (sizes.outputs === 1 && last === "softmax") {
    const needed =
      "a model with one output must end in a sigmoid: a softmax over one class is always 1";
    throw new RangeError(cannot(action, needed));
  }
  if (data.y instanceof Float32Array) checkNumbers(action, data.y, sizes);
  else checkLabels(action, data.y, sizes);
  return sizes;
}

function checkLabels(action: string, y: Uint8Array | Int32Array, sizes: ExampleSizes): void {
  checkSameLength(action, ["x", sizes.n], ["y", y.length]);
  const classes = Math.max(2, sizes.outputs); // one output tells two classes apart
  const wrong = y.findIndex((label) => label < 0 || label >= classes);
  if (wrong < 0) return;
  const needed = `every label must lie in 0 to ${classes - 1}`;
  throw new RangeError(cannot(action, needed, y[wrong]) + ` at example ${wrong}`);
}

function checkNumbers(action: string, y: Float32Array, { n, outputs }: ExampleSizes): void {
  if (y.length !== n * outputs) {
    const needed = `y must hold ${outputs} numbers for each of ${n} examples`;
    throw new RangeError(cannot(action, needed, y.length));
  }
  const wrong = y.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  throw new RangeError(
    cannot(action, "every number in y must be finite", y[wrong]) + ` at ${wrong}`,
  );
}

/** The targets of the examples of these numbers, `each` for one example. */
export function targetsOf(rows: Uint32Array, y: ArrayLike<number>, each: number): Float32Array {
  const targets = new Float32Array(rows.length * each);
  rows.forEach((row, i) => {
    for (let j = 0; j < each; j++) targets[i * each + j] = y[row * each + j]!;
  });
  return targets;
}

/**
 * A function that writes chosen examples one after the other, scaled.
 *
 * Bytes go through a table of 256 results, so that every pixel is rounded to float32 once, as
 * `x / 255` is.
 */
export function exampleWriter(
  { x, scale = 1 }: Inputs,
  size: number,
): (rows: Uint32Array, to: Float32Array) => void {
  const isBytes = x instanceof Uint8Array;
  const table = new Float32Array(isBytes ? 256 : 0).map((_, byte) => byte * scale);
  const copy = (from: number, count: number, to: Float32Array, at: number) => {
    if (isBytes) { for (let i = 0; i < count; i++) to[at + i] = table[x[from + i]!]!; }
    else if (scale === 1) to.set(x.subarray(from, from + count), at);
    else for (let i = 0; i < count; i++) to[at + i] = x[from + i]! * scale;
  };
  return (rows, to) => {
    for (let first = 0, end = 1; first < rows.length; first = end++) {
      while (end < rows.length && rows[end] === rows[end - 1]! + 1) end++; // those that lie in a row
      copy(rows[first]! * size, (end - first) * size, to, first * size);
    }
  };
}

/** The first `count` examples, as `exampleWriter` writes them; in `x` itself where it has them so. */
export function firstExamples(inputs: Inputs, count: number, size: number): Float32Array {
  const { x, scale = 1 } = inputs;
  if (x instanceof Float32Array && scale === 1) return x.subarray(0, count * size);
  const examples = new Float32Array(count * size);
  exampleWriter(inputs, size)(consecutive(0, count), examples);
  return examples;
}

/** The numbers of `count` examples in a row, from `first` on. */
export function consecutive(first: number, count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let i = 0; i < count; i++) rows[i] = first + i; // a third of what map takes
  return rows;
}
