import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { type Conv2DAttrs, conv2dInfo, needsPlainConv2D } from "./conv2d_info.ts";
import { needsFloats } from "./shapes.ts";

type Attrs = Conv2DAttrs & { inputShape: number[] };

/**
 * tfjs's Conv2DBackpropInput: the gradient of a convolution by its input. It is itself a
 * convolution, of `dy` spread out by the strides, with the filter turned round.
 */
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
    const { batchSize, inHeight, inWidth, inChannels, outChannels, outHeight, outWidth } = info;
    const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
    const height = inHeight + filterHeight - 1;
    const width = inWidth + filterWidth - 1;
    const taps = filterHeight * filterWidth * outChannels;
    const dx = heap.make(attrs.inputShape, "float32");
    const [spread, flipped, scratch] = heap.scratch(
      batchSize * height * width * outChannels,
      taps * inChannels,
      taps + inChannels,
    ) as [number, number, number];
    const weights = heap.address(filter);
    heap.kernels.flipFilter(weights, flipped, filterHeight, filterWidth, inChannels, outChannels);
    heap.kernels.pad(
      heap.address(dy),
      spread,
      batchSize,
      outHeight,
      outWidth,
      outChannels,
      height,
      width,
      filterHeight - 1 - padInfo.top,
      filterWidth - 1 - padInfo.left,
      strideHeight,
      strideWidth,
    );
    heap.kernels.conv2d(
      spread,
      flipped,
      0,
      heap.address(dx),
      batchSize,
      height,
      width,
      outChannels,
      filterHeight,
      filterWidth,
      inChannels,
      inHeight,
      inWidth,
      1,
      1,
      0,
      heap.kernels.isFinite(weights, taps * inChannels),
      scratch,
    );
    return dx;
  },
};
