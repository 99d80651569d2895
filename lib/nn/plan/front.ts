import type { Arranged } from "./arrange.ts";
import { type PlanOp, sizeOf, type Values } from "./op.ts";

/**
 * Layers that take a few examples as fast as many, as far as their values stay in the caches: those of
 * images and sequences. Dense layers want many rows for one reading of their weights.
 */
const LAYERS = new Set([
  ...["Conv1D", "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "BatchNormalization"],
  ...["MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D"],
  ...["GlobalMaxPooling1D", "GlobalMaxPooling2D"],
  ...["GlobalAveragePooling1D", "GlobalAveragePooling2D"],
  ...["ZeroPadding2D", "Activation", "ReLU", "ELU", "LeakyReLU", "Add", "Concatenate"],
]);

/** Floats that all values of a piece may take, 4 MB: what comes next finds them in a cache. */
const PIECE = 2 ** 20;

/** The first steps of a plan, which a batch goes through piece by piece. */
export type Front = {
  /** How many steps. */
  steps: number;
  /** How many examples a piece has. */
  piece: number;
};

/**
 * Which steps a large batch goes through piece by piece, all of them with one piece before the next one
 * comes; without gradients nobody needs all values at once. The threads are not asked: they shall
 * change no bit.
 *
 * @param steps All steps of a plan.
 * @param batchSize The most examples of a batch.
 * @returns The steps, or null where that is of no use.
 */
export function frontOf(steps: readonly Arranged[], batchSize: number): Front | null {
  const stop = steps.findIndex(({ layer }) => !LAYERS.has(layer.getClassName()));
  let count = stop < 0 ? steps.length : stop;
  while (count > 1 && !isClosed(steps, count)) count--;
  if (count < 2) return null;
  const floats = steps.slice(0, count).map(({ outputShape }) => sizeOf(outputShape));
  const piece = Math.max(1, Math.floor(PIECE / floats.reduce((a, b) => a + b)));
  return piece < batchSize ? { steps: count, piece } : null;
}

/** Whether the steps from `count` on take nothing of those before it but what the last of them gives. */
function isClosed(steps: readonly Arranged[], count: number): boolean {
  return steps.slice(count).every(({ sources }) =>
    sources.every((from) => from < 0 || from >= count - 1)
  );
}

/**
 * The ops of a front as one.
 *
 * @param ops The ops, made for `piece` examples, the last with room for the output of all.
 * @param piece How many examples a piece has.
 * @param input Where a batch lies, and the floats of an example.
 * @param outputSize Floats of an example's output.
 * @returns The op. It has no gradient.
 */
export function inPieces(
  ops: readonly PlanOp[],
  piece: number,
  input: { values: Values; size: number },
  outputSize: number,
): PlanOp {
  const { values } = input;
  const { output } = ops.at(-1)!;
  return {
    parameters: ops.flatMap(({ parameters }) => parameters),
    output,
    forward(count) {
      const [x, y] = [values.value, output.value];
      try {
        for (let from = 0; from < count; from += piece) {
          values.value = x + 4 * from * input.size;
          output.value = y + 4 * from * outputSize;
          ops.forEach((op) => op.forward(Math.min(piece, count - from)));
        }
      } finally {
        values.value = x;
        output.value = y;
      }
    },
    backward() {},
  };
}
