import type { TensorInfo } from "@tensorflow/tfjs";
import { conv2dBackpropFilterAt } from "../conv2d_at.ts";
import type { KernelOverride } from "../override.ts";
import { type Conv2DAttrs, conv2dInfo, needsPlainConv2D } from "./conv2d_info.ts";
import { MaskedProduct } from "./masked_product.ts";
import { needsFloats } from "./shapes.ts";

type Attrs = Conv2DAttrs & { filterShape: number[] };

/** tfjs's Conv2DBackpropFilter: the gradient of a convolution by its filter. Not in tfjs's WASM. */
export const conv2dBackpropFilter: KernelOverride<{ x: TensorInfo; dy: TensorInfo }, Attrs> = {
  name: "Conv2DBackpropFilter",
  takesWaiting: true,
  unsupported: ({ x, dy }, attrs) => needsPlainConv2D(attrs) ?? needsFloats(x, dy),
  run({ inputs: { x, dy }, attrs, heap }) {
    const info = conv2dInfo(x.shape, attrs.filterShape, attrs, dy.shape);
    const dw = heap.make(attrs.filterShape, "float32");
    const at = { x: heap.address(x), dw: heap.address(dw) };
    const pending = heap.pending(dy);
    const isOwn = pending instanceof MaskedProduct && pending.isOf(x, attrs.filterShape);
    if (isOwn && pending.filterGradient(at)) return dw;
    conv2dBackpropFilterAt(heap, info, { ...at, dy: heap.address(dy) });
    return dw;
  },
};
