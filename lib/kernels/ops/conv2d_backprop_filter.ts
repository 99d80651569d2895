import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import {
  type Conv2DAttrs,
  conv2dInfo,
  needsPlainConv2D,
  paddedInput,
  paddedSize,
} from "./conv2d_info.ts";
import { needsFloats } from "./shapes.ts";

type Attrs = Conv2DAttrs & { filterShape: number[] };

/** tfjs's Conv2DBackpropFilter: the gradient of a convolution by its filter. Not in tfjs's WASM. */
export const conv2dBackpropFilter: KernelOverride<{ x: TensorInfo; dy: TensorInfo }, Attrs> = {
  name: "Conv2DBackpropFilter",
  unsupported: ({ x, dy }, attrs) => needsPlainConv2D(attrs) ?? needsFloats(x, dy),
  run({ inputs: { x, dy }, attrs, heap }) {
    const info = conv2dInfo(x.shape, attrs.filterShape, attrs);
    const dw = heap.make(attrs.filterShape, "float32");
    const [room] = heap.scratch(paddedSize(info)) as [number];
    const [from, height, width] = paddedInput(heap, x, info, room);
    heap.kernels.conv2dBackpropFilter(
      from,
      heap.address(dy),
      heap.address(dw),
      info.batchSize,
      height,
      width,
      info.inChannels,
      info.filterHeight,
      info.filterWidth,
      info.outChannels,
      info.outHeight,
      info.outWidth,
      info.strideHeight,
      info.strideWidth,
    );
    return dw;
  },
};
