import type { TensorInfo } from "@tensorflow/tfjs";
import { conv2dBackpropInputAt } from "../conv2d_at.ts";
import type { KernelOverride } from "../override.ts";
import { type Conv2DAttrs, conv2dInfo, needsPlainConv2D } from "./conv2d_info.ts";
import { needsFloats } from "./shapes.ts";

type Attrs = Conv2DAttrs & { inputShape: number[] };

/** tfjs's Conv2DBackpropInput: the gradient of a convolution by its input. */
export const conv2dBackpropInput: KernelOverride<{ dy: TensorInfo; filter: TensorInfo }, Attrs> = {
  name: "Conv2DBackpropInput",
  unsupported({ dy, filter }, attrs) {
    const needed = needsPlainConv2D(attrs) ?? needsFloats(dy, filter);
    if (needed) return needed;
    const { padInfo, filterHeight, filterWidth } = conv2dInfo(
      attrs.inputShape,
      filter.shape,
      attrs,
    );
    const { top, bottom, left, right } = padInfo;
    const fits = Math.max(top, bottom) < filterHeight && Math.max(left, right) < filterWidth;
    return fits ? null : `padding smaller than the filter, got ${[top, bottom, left, right]}`;
  },
  run({ inputs: { dy, filter }, attrs, heap }) {
    const info = conv2dInfo(attrs.inputShape, filter.shape, attrs);
    const dx = heap.make(attrs.inputShape, "float32");
    const at = { dy: heap.address(dy), w: heap.address(filter), dx: heap.address(dx) };
    conv2dBackpropInputAt(heap, info, at);
    return dx;
  },
};
