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
    const info = conv2dInfo(attrs.inputShape, filter.shape, attrs, dy.shape);
    const { top, bottom, left, right } = info.padInfo;
    const fits = Math.max(top, bottom) < info.filterHeight &&
      Math.max(left, right) < info.filterWidth;
    if (!fits) return `padding smaller than the filter, got ${[top, bottom, left, right]}`;
    // Rounding "ceil" may add a window that lies behind the image.
    const inside = (info.outHeight - 1) * info.strideHeight - top < info.inHeight &&
      (info.outWidth - 1) * info.strideWidth - left < info.inWidth;
    return inside
      ? null
      : `windows that begin in the image, got ${info.outHeight} × ${info.outWidth}`;
  },
  run({ inputs: { dy, filter }, attrs, heap }) {
    const info = conv2dInfo(attrs.inputShape, filter.shape, attrs, dy.shape);
    const dx = heap.make(attrs.inputShape, "float32");
    const at = { dy: heap.address(dy), w: heap.address(filter), dx: heap.address(dx) };
    conv2dBackpropInputAt(heap, info, at);
    return dx;
  },
};
