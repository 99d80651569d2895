import type { TensorInfo } from "@tensorflow/tfjs";
import type { Heap } from "../heap.ts";
import type { KernelOverride } from "../override.ts";
import { type Conv2DAttrs, conv2dInfo, needsPlainConv2D } from "./conv2d_info.ts";
import { Convolution } from "./convolution.ts";
import { needsFloats } from "./shapes.ts";

type Inputs = { x: TensorInfo; filter: TensorInfo };
type FusedInputs = Inputs & { bias?: TensorInfo; preluActivationWeights?: TensorInfo };
type FusedAttrs = Conv2DAttrs & { activation: string };

/** tfjs's Conv2D. */
export const conv2d: KernelOverride<Inputs, Conv2DAttrs> = {
  name: "Conv2D",
  takesWaiting: true,
  unsupported: ({ x, filter }, attrs) => needsPlainConv2D(attrs) ?? needsFloats(x, filter),
  run: ({ inputs: { x, filter }, attrs, heap }) => convolve(heap, x, filter, null, attrs, false),
};

/** tfjs's FusedConv2D: convolution, bias and activation, as inference asks for it. */
export const fusedConv2d: KernelOverride<FusedInputs, FusedAttrs> = {
  name: "FusedConv2D",
  takesWaiting: true,
  unsupported({ x, filter, bias, preluActivationWeights }, attrs) {
    if (preluActivationWeights || !["linear", "relu"].includes(attrs.activation)) {
      return `activation "linear" or "relu", got ${JSON.stringify(attrs.activation)}`;
    }
    if (bias && (bias.shape.length !== 1 || bias.shape[0] !== filter.shape.at(-1))) {
      return `one bias a channel, got [${bias.shape}]`;
    }
    return needsPlainConv2D(attrs) ?? needsFloats(x, filter, bias);
  },
  run: ({ inputs: { x, filter, bias }, attrs, heap }) =>
    convolve(heap, x, filter, bias ?? null, attrs, attrs.activation === "relu"),
};

/** The convolution as a tensor, whose values come when they are asked for. */
function convolve(
  heap: Heap,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  attrs: Conv2DAttrs,
  relu: boolean,
): TensorInfo {
  const info = conv2dInfo(x.shape, filter.shape, attrs);
  return Convolution.defer(heap, info, { x, filter, bias }, relu);
}
