import { cut, type Range } from "./cut.ts";
import type { ConvSizes } from "./conv2d_at.ts";
import type { Heap } from "./heap.ts";

/** What Winograd's algorithm asks about a convolution. */
export type WinogradSizes = ConvSizes & { padInfo: { top: number; left: number } };

/** Products of a tile: 36 for each pair of channels, instead of 9 for each of its 16 outputs. */
const POINTS = 36;
/** Products that take as long as the transform of one channel of a tile, there and back. */
const TILE_TRANSFORM = 300;
/** Products that take as long as the transform of one filter. */
const FILTER_TRANSFORM = 200;
/** Where less than so much is won, the convolution stays what it says. */
const WORTH = 0.8;
/** Tiles that are transformed together (BLOCK in assembly/winograd_tiles.ts). */
const BLOCK = 24;
/** Tiles that are multiplied together. */
const GROUP = 4;

/**
 * Whether a convolution, or one of its gradients, is faster by Winograd's algorithm: filters of 3 × 3,
 * strides of 1, and so many channels and whole tiles of 4 × 4 outputs that the products saved outweigh
 * the transforms.
 *
 * With t tiles, C channels in and O out it costs about `t · (36·C·O + 300·(C + O)) + 200·C·O`
 * products, as measured; directly there are `9·C·O` for each position. It must save a fifth. The
 * threads are not asked: they shall change no bit.
 *
 * @param sizes The convolution's sizes; for the input's gradient those of the convolution of dy.
 * @returns Whether `winogradConv2dAt` and its siblings take it.
 *
 * @example
 * ```ts
 * import { winogradWins } from "./winograd_at.ts";
 * import { assert } from "@std/assert";
 *
 * const sizes = {
 *   ...{ batchSize: 32, inHeight: 26, inWidth: 26, outHeight: 24, outWidth: 24 },
 *   ...{ filterHeight: 3, filterWidth: 3, strideHeight: 1, strideWidth: 1 },
 *   padInfo: { top: 0, left: 0 },
 * };
 * assert(winogradWins({ ...sizes, inChannels: 32, outChannels: 64 }));
 * assert(!winogradWins({ ...sizes, inChannels: 1, outChannels: 32 }));
 * ```
 */
export function winogradWins(sizes: WinogradSizes): boolean {
  return fits(sizes) && costOf(sizes) < WORTH * directCost(sizes);
}

/**
 * A convolution by Winograd's algorithm, where that wins and all numbers are finite: an infinity
 * would reach further than mathematics sends it.
 *
 * @param heap Where everything lies.
 * @param sizes Sizes of the convolution.
 * @param at Byte addresses, as for `conv2dAt`.
 * @param relu Whether negative results become 0.
 * @returns Whether y has been written; else nothing has been done.
 */
export function winogradConv2dAt(
  heap: Heap,
  sizes: WinogradSizes,
  at: { x: number; w: number; u?: number | undefined; bias: number; y: number },
  relu: boolean,
): boolean {
  if (at.u) {
    if (!isFinite(heap, at.x, inputFloats(sizes))) return false;
    const [scratch] = heap.scratch(scratchOf(heap, sizes)) as [number];
    convolve(heap, sizes, { ...at, u: at.u, scratch }, relu);
    return true;
  }
  if (!winogradWins(sizes) || !areFinite(heap, sizes, at)) return false;
  const [u, scratch] = heap.scratch(filterFloats(sizes), scratchOf(heap, sizes)) as Pair;
  transformFilter(heap, sizes, { w: at.w, u, scratch });
  convolve(heap, sizes, { ...at, u, scratch }, relu);
  return true;
}

/**
 * The same, by a filter transformed beforehand, with the maximum of every two by two values instead of the
 * values, those beyond the last whole pair left out: what max pooling of windows of 2 × 2 gives.
 *
 * @param heap Where everything lies.
 * @param sizes Sizes of the convolution.
 * @param at Byte addresses, `u` what `winogradFilterAt` gave; y (b, ⌊h' / 2⌋, ⌊w' / 2⌋, o).
 * @param relu Whether negative results become 0.
 * @returns Whether y has been written; else, where x is not finite, nothing has been done.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
 * import { useBackend } from "descent/backend";
 * import { heapOf, winogradFilterAt, winogradMaximaAt } from "descent/kernels";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const heap = heapOf(tf.backend() as BackendWasm);
 * const info = tf.backend_util.computeConv2DInfo([1, 26, 26, 8], [3, 3, 8, 16], 1, 1, "valid");
 * const [x, w] = [tf.ones([1, 26, 26, 8]), tf.ones([3, 3, 8, 16])].map((t) => heap.address(t));
 * const u = winogradFilterAt(heap, info, w!, (floats) => heap.allocate(floats).address)!;
 * const room = heap.allocate(12 * 12 * 16);
 * winogradMaximaAt(heap, info, { x: x!, u, bias: 0, y: room.address }, true);
 * assertAlmostEquals(heap.floats(room.address, 1)[0]!, 3 * 3 * 8, 1e-3);
 * ```
 */
export function winogradMaximaAt(
  heap: Heap,
  sizes: WinogradSizes,
  at: { x: number; u: number; bias: number; y: number },
  relu: boolean,
): boolean {
  if (!isFinite(heap, at.x, inputFloats(sizes))) return false;
  const [scratch] = heap.scratch(scratchOf(heap, sizes)) as [number];
  convolve(heap, sizes, { ...at, scratch }, relu, true);
  return true;
}

/**
 * The transform of a filter that stays as it is: it need not be made for every convolution.
 *
 * @param heap Where everything lies.
 * @param sizes Sizes of the convolution, of any number of images: it is not asked.
 * @param w Byte address of the filter.
 * @param allocate Gives room for so many floats.
 * @returns Where the transform lies, the `u` that `conv2dAt` takes; undefined where Winograd's
 * algorithm does not win or the filter is not finite.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
 * import { useBackend } from "descent/backend";
 * import { heapOf, winogradFilterAt } from "descent/kernels";
 * import { assert } from "@std/assert";
 *
 * await useBackend("wasm");
 * const heap = heapOf(tf.backend() as BackendWasm);
 * const info = tf.backend_util.computeConv2DInfo([1, 28, 28, 8], [3, 3, 8, 16], 1, 1, "same");
 * const w = heap.address(tf.ones([3, 3, 8, 16]));
 * const u = winogradFilterAt(heap, info, w, (floats) => heap.allocate(floats).address);
 * assert(u !== undefined); // for any number of images
 * ```
 */
export function winogradFilterAt(
  heap: Heap,
  sizes: WinogradSizes,
  w: number,
  allocate: (floats: number) => number,
): number | undefined {
  const { inChannels, outChannels } = sizes;
  if (!fits(sizes) || tilesCost(sizes) >= WORTH * directCost(sizes)) return undefined;
  if (!isFinite(heap, w, 9 * inChannels * outChannels)) return undefined;
  const u = allocate(filterFloats(sizes));
  const [scratch] = heap.scratch(scratchOf(heap, sizes)) as [number];
  transformFilter(heap, sizes, { w, u, scratch });
  return u;
}

/**
 * The gradient of a convolution by its input, likewise: the convolution of dy with the filter turned
 * round.
 *
 * @param heap Where everything lies.
 * @param sizes Sizes of the convolution.
 * @param at Byte addresses, as for `conv2dBackpropInputAt`.
 * @returns Whether dx has been written; else nothing has been done.
 */
export function winogradBackpropInputAt(
  heap: Heap,
  sizes: WinogradSizes,
  at: { dy: number; w: number; dx: number },
): boolean {
  const { inChannels, outChannels } = sizes;
  const turned = turn(sizes);
  const isOneStep = sizes.strideHeight === 1 && sizes.strideWidth === 1;
  if (!isOneStep || !winogradWins(turned)) return false;
  if (!areFinite(heap, turned, { x: at.dy, w: at.w })) return false;
  const [w, u, scratch] = heap.scratch(
    9 * inChannels * outChannels,
    filterFloats(turned),
    scratchOf(heap, turned),
  ) as [number, number, number];
  heap.kernels.flipFilter(at.w, w, 3, 3, inChannels, outChannels);
  transformFilter(heap, turned, { w, u, scratch });
  convolve(heap, turned, { x: at.dy, u, bias: 0, y: at.dx, scratch }, false);
  return true;
}

/**
 * The gradient of a convolution by its filter, likewise.
 *
 * @param heap Where everything lies.
 * @param sizes Sizes of the convolution.
 * @param at Byte addresses, as for `conv2dBackpropFilterAt`.
 * @returns Whether dw has been written; else nothing has been done.
 */
export function winogradBackpropFilterAt(
  heap: Heap,
  sizes: WinogradSizes,
  at: { x: number; dy: number; dw: number },
): boolean {
  const { batchSize, inHeight, inWidth, inChannels, outChannels, outHeight, outWidth } = sizes;
  const areFinite = () =>
    isFinite(heap, at.x, inputFloats(sizes)) &&
    isFinite(heap, at.dy, batchSize * outHeight * outWidth * outChannels);
  if (!winogradWins(sizes) || !areFinite()) return false;
  const ranges = channelRanges(heap, sizes);
  const offsets = sums(ranges.map((range) => gradientScratch(sizes, range)));
  const [scratch] = heap.scratch(offsets.at(-1)!) as [number];
  heap.pool.run(ranges, (kernels, { from, to }, part) => {
    kernels.winogradBackpropFilter(
      ...[at.x, at.dy, at.dw, batchSize, inHeight, inWidth, inChannels, outChannels] as const,
      ...[outHeight, outWidth, sizes.padInfo.top, sizes.padInfo.left, from, to] as const,
      scratch + 4 * offsets[part]!,
    );
  });
  return true;
}

type Pair = [number, number];

/** The convolution whose output is the input's gradient. */
function turn(sizes: WinogradSizes): WinogradSizes {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = sizes;
  return {
    ...sizes,
    ...{ inHeight: outHeight, inWidth: outWidth, inChannels: outChannels },
    ...{ outHeight: inHeight, outWidth: inWidth, outChannels: inChannels },
    padInfo: { top: 2 - sizes.padInfo.top, left: 2 - sizes.padInfo.left },
  };
}

/** Transforms the filter, shared among threads. */
function transformFilter(
  { pool }: Heap,
  sizes: WinogradSizes,
  at: { w: number; u: number; scratch: number },
): void {
  const { inChannels, outChannels } = sizes;
  const step = 4 * convScratch(sizes);
  const work = FILTER_TRANSFORM * inChannels * outChannels;
  pool.run(cut(pool.threads, inChannels, work), (kernels, { from, to }, part) => {
    const scratch = at.scratch + part * step;
    kernels.winogradFilter(at.w, at.u, inChannels, outChannels, from, to, scratch);
  });
}

/** Transforms the tiles, multiplies, transforms back and pools if asked, shared among threads. */
function convolve(
  { pool }: Heap,
  sizes: WinogradSizes,
  at: { x: number; u: number; bias: number; y: number; scratch: number },
  relu: boolean,
  isPooled = false,
): void {
  const { inHeight, inWidth, inChannels, outChannels, outHeight, outWidth, padInfo } = sizes;
  const step = 4 * convScratch(sizes);
  const ranges = cut(pool.threads, tilesOf(sizes), costOf(sizes), GROUP);
  pool.run(ranges, (kernels, { from, to }, part) => {
    kernels.winogradConv2d(
      ...[at.x, at.u, at.bias, at.y, inHeight, inWidth, inChannels, outChannels] as const,
      ...[outHeight, outWidth, padInfo.top, padInfo.left, Number(relu), Number(isPooled)] as const,
      ...[from, to, at.scratch + part * step] as const,
    );
  });
}

function areFinite(
  heap: Heap,
  sizes: WinogradSizes,
  { x, w }: { x: number; w: number },
): boolean {
  const { inChannels, outChannels } = sizes;
  return isFinite(heap, w, 9 * inChannels * outChannels) && isFinite(heap, x, inputFloats(sizes));
}

function isFinite({ kernels }: Heap, address: number, floats: number): boolean {
  return kernels.isFinite(address, floats) === 1;
}

function inputFloats({ batchSize, inHeight, inWidth, inChannels }: WinogradSizes): number {
  return batchSize * inHeight * inWidth * inChannels;
}

/** Whether it can be done so at all. */
function fits(sizes: WinogradSizes): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth } = sizes;
  const { inChannels, outChannels, padInfo: { top, left } } = sizes;
  const isThree = filterHeight === 3 && filterWidth === 3;
  const isOneStep = strideHeight === 1 && strideWidth === 1;
  return isThree && isOneStep && inChannels >= 4 && outChannels >= 4 && top >= 0 && left >= 0;
}

/** Products of the convolution as it is defined. */
function directCost(sizes: WinogradSizes): number {
  const { batchSize, outHeight, outWidth, inChannels, outChannels } = sizes;
  return 9 * batchSize * outHeight * outWidth * inChannels * outChannels;
}

/** Products that it costs, transforms included. */
function costOf(sizes: WinogradSizes): number {
  return tilesCost(sizes) + FILTER_TRANSFORM * sizes.inChannels * sizes.outChannels;
}

/** The same without the filter's transform. */
function tilesCost(sizes: WinogradSizes): number {
  const { inChannels, outChannels } = sizes;
  const tile = POINTS * inChannels * outChannels + TILE_TRANSFORM * (inChannels + outChannels);
  return tilesOf(sizes) * tile;
}

function tilesOf({ batchSize, outHeight, outWidth }: WinogradSizes): number {
  return batchSize * Math.ceil(outHeight / 4) * Math.ceil(outWidth / 4);
}

/** Channels out, eight at a time, so that no range has fewer than the kernel asks for. */
function channelRanges({ pool }: Heap, sizes: WinogradSizes): Range[] {
  const { outChannels } = sizes;
  const ranges = cut(pool.threads, Math.max(1, outChannels >> 3), costOf(sizes));
  return ranges.map(({ from, to }, part) => ({
    from: 8 * from,
    to: part === ranges.length - 1 ? outChannels : 8 * to,
  }));
}

/** Floats that a transformed filter takes, as winogradFilter says. */
function filterFloats({ inChannels, outChannels }: WinogradSizes): number {
  return POINTS * (inChannels * eights(outChannels) + 16);
}

/** Floats of scratch, as winogradFilter and winogradConv2d say: enough for either. */
function convScratch({ inChannels, outChannels }: WinogradSizes): number {
  const block = BLOCK * (inChannels + eights(outChannels));
  return lines(344 + POINTS * (Math.max(inChannels, outChannels) + block + 32));
}

function scratchOf({ pool }: Heap, sizes: WinogradSizes): number {
  return pool.threads * convScratch(sizes);
}

/** Floats of scratch, as winogradBackpropFilter says. */
function gradientScratch({ inChannels, outChannels }: WinogradSizes, { from, to }: Range): number {
  const channels = eights(to - from);
  const inputs = 4 * Math.ceil(inChannels / 4);
  const block = BLOCK * (inChannels + channels) + inputs * channels;
  return lines(144 + POINTS * (Math.max(inChannels, outChannels) + block + 48));
}

/** The next multiple of eight. */
function eights(count: number): number {
  return 8 * Math.ceil(count / 8);
}

/** The next multiple of the 16 floats of a cache line: threads that share one would wait for it. */
function lines(floats: number): number {
  return 16 * Math.ceil(floats / 16);
}

/** 0, the first count, the first two together, and so on to all of them. */
function sums(counts: readonly number[]): number[] {
  let sum = 0;
  return [0, ...counts.map((count) => sum += count)];
}
