import type * as tf from "@tensorflow/tfjs";
import type { Work } from "./work.ts";

type Shape = readonly number[];
type WorkOf = (shapes: Record<string, Shape>, output: Shape, attrs: Attrs) => number;
type Attrs = Readonly<Record<string, unknown>>;

/** Products and sums of TensorFlow.js's kernels whose formula counts, by the kernels' names. */
const FLOP: Readonly<Record<string, WorkOf>> = {
  BatchMatMul: ({ a }, output, { transposeA }) => 2 * sizeOf(output) * a!.at(transposeA ? -2 : -1)!,
  _FusedMatMul: ({ a }, output, { transposeA }) =>
    2 * sizeOf(output) * a!.at(transposeA ? -2 : -1)!,
  Conv2D: ({ filter }, output) => 2 * sizeOf(output) * sizeOf(filter!.slice(0, 3)),
  FusedConv2D: ({ filter }, output) => 2 * sizeOf(output) * sizeOf(filter!.slice(0, 3)),
  Conv2DBackpropFilter: ({ dy }, output) => 2 * sizeOf(dy!) * sizeOf(output.slice(0, 3)),
  Conv2DBackpropInput: ({ dy, filter }) => 2 * sizeOf(dy!) * sizeOf(filter!.slice(0, 3)),
  DepthwiseConv2dNative: ({ filter }, output) => 2 * sizeOf(output) * sizeOf(filter!.slice(0, 2)),
  DepthwiseConv2dNativeBackpropFilter: ({ dy }, output) =>
    2 * sizeOf(dy!) * sizeOf(output.slice(0, 2)),
  DepthwiseConv2dNativeBackpropInput: ({ dy, filter }) =>
    2 * sizeOf(dy!) * sizeOf(filter!.slice(0, 2)),
};

/**
 * The work of a call of one of TensorFlow.js's kernels.
 *
 * @param name Its name.
 * @param call Its inputs and attributes.
 * @param outputs What it gave.
 * @returns The shapes of inputs and output, the bytes of both, and the operations where the formula
 * counts.
 */
export function opWork(
  name: string,
  { inputs, attrs = {} }: { inputs: tf.NamedTensorInfoMap; attrs?: tf.NamedAttrMap },
  outputs: readonly tf.TensorInfo[],
): Work {
  const found = Object.entries(inputs).filter(([, input]) => input?.shape) as [
    string,
    tf.TensorInfo,
  ][];
  const shapes = Object.fromEntries(found.map(([key, { shape }]) => [key, shape]));
  const output = outputs[0]?.shape ?? [];
  const values = [...Object.values(shapes), ...outputs.map(({ shape }) => shape)].map(sizeOf);
  const flop = FLOP[name]?.(shapes, output, attrs as Attrs);
  return {
    given: `${Object.values(shapes).map(textOf).join(", ")} to ${textOf(output)}`,
    ...(flop === undefined ? {} : { flop }),
    bytes: 4 * values.reduce((sum, count) => sum + count, 0),
  };
}

function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

function textOf(shape: Shape): string {
  return shape.length === 0 ? "1" : shape.join("×");
}
