import type * as tf from "@tensorflow/tfjs";
import { cut } from "./cut.ts";
import type { Heap } from "./heap.ts";
import {
  winogradBackpropFilterAt,
  winogradBackpropInputAt,
  winogradConv2dAt,
} from "./winograd_at.ts";

/** Sizes, strides and padding of a 2-D convolution in layout NHWC, as tfjs works them out. */
export type Conv2DInfo = tf.backend_util.Conv2DInfo;

/** What a convolution is told of its sizes, its padding apart. */
export type ConvSizes = Pick<
  Conv2DInfo,
  | "batchSize"
  | "inHeight"
  | "inWidth"
  | "inChannels"
  | "filterHeight"
  | "filterWidth"
  | "outChannels"
  | "outHeight"
  | "outWidth"
  | "strideHeight"
  | "strideWidth"
>;

/**
 * y = the convolution of x with w, plus the bias if there is one, then max(0, ·) if `relu`.
 *
 * @param heap Where everything lies.
 * @param info Sizes: x (b, h, w, c), w (kh, kw, c, o), y (b, h', w', o).
 * @param at Byte addresses; `bias` 0 for none. y must not overlap the others. `u`: what
 * `winogradFilterAt` gave for w, if it has been asked.
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
  at: { x: number; w: number; u?: number | undefined; bias: number; y: number },
  relu: boolean,
): void {
  if (winogradConv2dAt(heap, info, at, relu)) return;
  const [room] = heap.scratch(paddedSize(info) + scratchOf(heap, info)) as [number];
  const x = padded(heap, info, at.x, room);
  const [inHeight, inWidth] = paddedShape(info);
  convolve(heap, { ...info, inHeight, inWidth }, { ...at, x }, relu, room + 4 * paddedSize(info));
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
  if (winogradBackpropFilterAt(heap, info, at)) return;
  const { batchSize, inChannels, filterHeight, filterWidth, outChannels } = info;
  const [room] = heap.scratch(paddedSize(info)) as [number];
  const x = padded(heap, info, at.x, room);
  const [height, width] = paddedShape(info);
  const taps = filterHeight * filterWidth * inChannels;
  const ranges = cut(heap.pool.threads, taps, workOf(info));
  heap.pool.run(ranges, (kernels, { from, to }) => {
    kernels.conv2dBackpropFilter(
      x,
      at.dy,
      at.dw,
      batchSize,
      height,
      width,
      inChannels,
      filterHeight,
      filterWidth,
      outChannels,
      info.outHeight,
      info.outWidth,
      info.strideHeight,
      info.strideWidth,
      from,
      to,
    );
  });
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
  if (winogradBackpropInputAt(heap, info, at)) return;
  const { batchSize, inHeight, inWidth, inChannels, outChannels } = info;
  const { filterHeight, filterWidth, padInfo } = info;
  const height = inHeight + filterHeight - 1;
  const width = inWidth + filterWidth - 1;
  const turned = {
    ...{ batchSize, inHeight: height, inWidth: width, inChannels: outChannels },
    ...{ filterHeight, filterWidth, outChannels: inChannels },
    ...{ outHeight: inHeight, outWidth: inWidth, strideHeight: 1, strideWidth: 1 },
  };
  const [spread, flipped, room] = heap.scratch(
    batchSize * height * width * outChannels,
    filterHeight * filterWidth * outChannels * inChannels,
    scratchOf(heap, turned),
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
  convolve(heap, turned, { x: spread, w: flipped, bias: 0, y: at.dx }, false, room);
}

/** Products and sums of a convolution. */
function workOf(sizes: ConvSizes): number {
  const { batchSize, outHeight, outWidth, outChannels } = sizes;
  return batchSize * outHeight * outWidth * outChannels * tapsOf(sizes);
}

function tapsOf({ filterHeight, filterWidth, inChannels }: ConvSizes): number {
  return filterHeight * filterWidth * inChannels;
}

/** Floats of scratch that a convolution takes on all its threads. */
function scratchOf({ pool }: Heap, sizes: ConvSizes): number {
  return pool.threads * (tapsOf(sizes) + sizes.outChannels);
}

/** The convolution of images that are padded already, shared among threads. */
function convolve(
  heap: Heap,
  sizes: ConvSizes,
  at: { x: number; w: number; bias: number; y: number },
  relu: boolean,
  scratch: number,
): void {
  const { batchSize, inWidth, inChannels, outChannels, outHeight, outWidth } = sizes;
  const taps = tapsOf(sizes);
  // 0 · NaN is NaN: blank patches may be skipped only where the weights are finite.
  const skip = heap.kernels.isFinite(at.w, taps * outChannels);
  // A single image is cut into bands of rows, more of them into groups of images.
  const single = batchSize === 1;
  const ranges = cut(heap.pool.threads, single ? outHeight : batchSize, workOf(sizes));
  const step = 4 * inWidth * inChannels * (single ? sizes.strideHeight : sizes.inHeight);
  const outStep = 4 * outWidth * outChannels * (single ? 1 : outHeight);
  heap.pool.run(ranges, (kernels, { from, to }, part) => {
    kernels.conv2d(
      at.x + from * step,
      at.w,
      at.bias,
      at.y + from * outStep,
      single ? 1 : to - from,
      sizes.inHeight,
      inWidth,
      inChannels,
      sizes.filterHeight,
      sizes.filterWidth,
      outChannels,
      single ? to - from : outHeight,
      outWidth,
      sizes.strideHeight,
      sizes.strideWidth,
      relu ? 1 : 0,
      skip,
      scratch + 4 * part * (taps + outChannels),
    );
  });
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
