import type * as tf from "@tensorflow/tfjs";
import type { Heap } from "./heap.ts";

/** Sizes, strides and padding of a 2-D convolution in layout NHWC, as tfjs works them out. */
export type Conv2DInfo = tf.backend_util.Conv2DInfo;

/**
 * y = the convolution of x with w, plus the bias if there is one, then max(0, ·) if `relu`.
 *
 * @param heap Where everything lies.
 * @param info Sizes: x (b, h, w, c), w (kh, kw, c, o), y (b, h', w', o).
 * @param at Byte addresses; `bias` 0 for none. y must not overlap the others.
 * @param relu Whether negative results become 0.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
 * import { useBackend } from "descent/backend";
 * import { conv2dAt, heapOf } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const heap = heapOf(tf.backend() as BackendWasm);
 * const info = tf.backend_util.computeConv2DInfo([1, 1, 3, 1], [1, 2, 1, 1], 1, 1, "valid");
 * const x = heap.address(tf.tensor1d([1, 2, 4]));
 * const w = heap.address(tf.tensor1d([-1, 1]));
 * const room = heap.allocate(2);
 * conv2dAt(heap, info, { x, w, bias: 0, y: room.address }, false);
 * assertEquals([...heap.floats(room.address, 2)], [1, 2]); // differences of neighbours
 * heap.free(room);
 * ```
 */
export function conv2dAt(
  heap: Heap,
  info: Conv2DInfo,
  at: { x: number; w: number; bias: number; y: number },
  relu: boolean,
): void {
  const taps = info.filterHeight * info.filterWidth * info.inChannels;
  const [room, scratch] = heap.scratch(paddedSize(info), taps + info.outChannels) as [
    number,
    number,
  ];
  const [height, width] = paddedShape(info);
  heap.kernels.conv2d(
    padded(heap, info, at.x, room),
    at.w,
    at.bias,
    at.y,
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
    relu ? 1 : 0,
    // 0 · NaN is NaN: blank patches may be skipped only where the weights are finite.
    heap.kernels.isFinite(at.w, taps * info.outChannels),
    scratch,
  );
}

/**
 * dw = the gradient of a convolution by its filter.
 *
 * @param heap Where everything lies.
 * @param info Sizes of the convolution.
 * @param at Byte addresses of x (b, h, w, c), dy (b, h', w', o) and dw (kh, kw, c, o).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
 * import { useBackend } from "descent/backend";
 * import { conv2dBackpropFilterAt, heapOf } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const heap = heapOf(tf.backend() as BackendWasm);
 * const info = tf.backend_util.computeConv2DInfo([1, 1, 3, 1], [1, 2, 1, 1], 1, 1, "valid");
 * const x = heap.address(tf.tensor1d([1, 2, 4]));
 * const dy = heap.address(tf.tensor1d([1, 1]));
 * const room = heap.allocate(2);
 * conv2dBackpropFilterAt(heap, info, { x, dy, dw: room.address });
 * assertEquals([...heap.floats(room.address, 2)], [1 + 2, 2 + 4]);
 * heap.free(room);
 * ```
 */
export function conv2dBackpropFilterAt(
  heap: Heap,
  info: Conv2DInfo,
  at: { x: number; dy: number; dw: number },
): void {
  const [room] = heap.scratch(paddedSize(info)) as [number];
  const [height, width] = paddedShape(info);
  heap.kernels.conv2dBackpropFilter(
    padded(heap, info, at.x, room),
    at.dy,
    at.dw,
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
}

/**
 * dx = the gradient of a convolution by its input: itself a convolution, of dy spread out by the
 * strides, with the filter turned round.
 *
 * @param heap Where everything lies.
 * @param info Sizes of the convolution; the padding must be smaller than the filter, and every
 * window must begin in the image or in the padding before it.
 * @param at Byte addresses of dy (b, h', w', o), w (kh, kw, c, o) and dx (b, h, w, c).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
 * import { useBackend } from "descent/backend";
 * import { conv2dBackpropInputAt, heapOf } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const heap = heapOf(tf.backend() as BackendWasm);
 * const info = tf.backend_util.computeConv2DInfo([1, 1, 3, 1], [1, 2, 1, 1], 1, 1, "valid");
 * const dy = heap.address(tf.tensor1d([1, 1]));
 * const w = heap.address(tf.tensor1d([-1, 1]));
 * const room = heap.allocate(3);
 * conv2dBackpropInputAt(heap, info, { dy, w, dx: room.address });
 * assertEquals([...heap.floats(room.address, 3)], [-1, 0, 1]);
 * heap.free(room);
 * ```
 */
export function conv2dBackpropInputAt(
  heap: Heap,
  info: Conv2DInfo,
  at: { dy: number; w: number; dx: number },
): void {
  const { batchSize, inHeight, inWidth, inChannels, outChannels } = info;
  const { filterHeight, filterWidth, padInfo } = info;
  const height = inHeight + filterHeight - 1;
  const width = inWidth + filterWidth - 1;
  const taps = filterHeight * filterWidth * outChannels;
  const [spread, flipped, scratch] = heap.scratch(
    batchSize * height * width * outChannels,
    taps * inChannels,
    taps + inChannels,
  ) as [number, number, number];
  heap.kernels.flipFilter(at.w, flipped, filterHeight, filterWidth, inChannels, outChannels);
  heap.kernels.pad(
    at.dy,
    spread,
    batchSize,
    info.outHeight,
    info.outWidth,
    outChannels,
    height,
    width,
    filterHeight - 1 - padInfo.top,
    filterWidth - 1 - padInfo.left,
    info.strideHeight,
    info.strideWidth,
  );
  heap.kernels.conv2d(
    spread,
    flipped,
    0,
    at.dx,
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
    heap.kernels.isFinite(at.w, taps * inChannels),
    scratch,
  );
}

/** Where the input with its padding written out as zeros lies: at `room`, or at x if there is none. */
function padded(heap: Heap, info: Conv2DInfo, x: number, room: number): number {
  if (paddedSize(info) === 0) return x;
  const [height, width] = paddedShape(info);
  const { batchSize, inHeight, inWidth, inChannels, padInfo: { top, left } } = info;
  heap.kernels.pad(
    x,
    room,
    batchSize,
    inHeight,
    inWidth,
    inChannels,
    height,
    width,
    top,
    left,
    1,
    1,
  );
  return room;
}

function paddedShape(info: Conv2DInfo): [number, number] {
  const { inHeight, inWidth, padInfo: { top, bottom, left, right } } = info;
  // Where the output's size is rounded up, the last windows reach beyond the padding.
  const reachH = (info.outHeight - 1) * info.strideHeight + info.filterHeight;
  const reachW = (info.outWidth - 1) * info.strideWidth + info.filterWidth;
  return [Math.max(inHeight + top + bottom, reachH), Math.max(inWidth + left + right, reachW)];
}

/** Floats that the padded input takes: 0 where nothing has to be padded. */
function paddedSize(info: Conv2DInfo): number {
  const [height, width] = paddedShape(info);
  if (height === info.inHeight && width === info.inWidth) return 0;
  return info.batchSize * height * width * info.inChannels;
}
