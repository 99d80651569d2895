import type * as tf from "@tensorflow/tfjs";
import { cannot, checkBetween, checkSameLength } from "../core/mod.ts";

/** Labelled examples for a classifier. */
export type Examples = {
  /** n examples one after the other, each of the model's input shape, row-major. */
  x: Float32Array | Uint8Array;
  /** The class of each example, 0 to k − 1, shape (n). */
  y: Uint8Array | Int32Array;
  /** What every value of `x` is multiplied by: 1 / 255 for pixels in bytes. @default 1 */
  scale?: number;
};

/** Sizes that follow from a model and examples for it. */
export type ExampleSizes = {
  /** Number of examples. */
  n: number;
  /** Shape of one example. */
  shape: number[];
  /** Values of one example. */
  size: number;
  /** Number of classes. */
  classes: number;
};

/**
 * Works out the sizes of a classifier's inputs and stops if they do not fit the model.
 *
 * @throws {TypeError} If the model has not one input and one output of class probabilities.
 * @throws {RangeError} If `x` is not a whole number of examples, at least one, or `scale` not above 0.
 */
export function checkInputs(
  action: string,
  model: tf.LayersModel,
  { x, scale = 1 }: Pick<Examples, "x" | "scale">,
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
  return { n, shape, size, classes: output[1]! };
}

/** Shapes of a classifier's input and output. */
function endsOf(action: string, { inputs, outputs }: tf.LayersModel): [tf.Shape, tf.Shape] {
  if (inputs.length !== 1 || outputs.length !== 1) {
    const found = `${inputs.length} and ${outputs.length}`;
    throw new TypeError(
      `Cannot ${action}: the model must have one input and one output, got ${found}`,
    );
  }
  const output = outputs[0]!.shape;
  if (output.length !== 2) {
    const needed = "the model's output must be class probabilities, shape [null, k]";
    throw new TypeError(cannot(action, needed, output));
  }
  return [inputs[0]!.shape, output];
}

/**
 * Works out the sizes of labelled examples and stops if they do not fit the model.
 *
 * @throws {TypeError} If the model has not one input and one output of class probabilities.
 * @throws {RangeError} If `x` and `y` do not belong together, a label is out of range, or there is
 * only one class.
 */
export function checkExamples(
  action: string,
  model: tf.LayersModel,
  data: Examples,
): ExampleSizes {
  const sizes = checkInputs(action, model, data);
  if (sizes.classes < 2) {
    throw new RangeError(cannot(action, "the model must have at least 2 classes", sizes.classes));
  }
  checkSameLength(action, ["x", sizes.n], ["y", data.y.length]);
  const wrong = data.y.findIndex((label) => label < 0 || label >= sizes.classes);
  if (wrong >= 0) {
    const needed = `every label must lie in 0 to ${sizes.classes - 1}`;
    throw new RangeError(cannot(action, needed, data.y[wrong]) + ` at example ${wrong}`);
  }
  return sizes;
}

/**
 * A function that writes chosen examples one after the other, scaled.
 *
 * Bytes go through a table of 256 results, so that every pixel is rounded to float32 once, as
 * `x / 255` is.
 */
export function exampleWriter(
  { x, scale = 1 }: Pick<Examples, "x" | "scale">,
  size: number,
): (rows: Uint32Array, to: Float32Array) => void {
  const table = Float32Array.from({ length: 256 }, (_, byte) => byte * scale);
  const isBytes = x instanceof Uint8Array;
  return (rows, to) => {
    let at = 0;
    for (const row of rows) {
      const from = row * size;
      if (isBytes) { for (let i = 0; i < size; i++) to[at + i] = table[x[from + i]!]!; }
      else for (let i = 0; i < size; i++) to[at + i] = x[from + i]! * scale;
      at += size;
    }
  };
}

/** The first `count` examples, as `write` writes them. */
export function firstExamples(
  write: (rows: Uint32Array, to: Float32Array) => void,
  count: number,
  size: number,
): Float32Array {
  const examples = new Float32Array(count * size);
  write(Uint32Array.from({ length: count }, (_, row) => row), examples);
  return examples;
}
