import type { Conv2DInfo } from "./conv2d_at.ts";
import { cut } from "./cut.ts";
import type { Heap } from "./heap.ts";

/** A list of the patches of a batch that are not blank, by addresses, as `listPatches` writes it. */
export type PatchPlaces = { starts: number; samples: number; patches: number };

/** A narrow dense layer on the convolution: its rows `a`, what a blank patch gives, its weights. */
export type DensePlaces = PatchPlaces & { a: number; blank: number; w: number };

/** How many images and units there are, and how many patches are listed. */
export type PatchSizes = { images: number; units: number; listed: number };

/**
 * Ranges of positions whose sums are made apart and then added up: as many for any number of threads,
 * so that those change no bit.
 */
const BLOCKS = 8;

/** The kernels of a convolution that is computed only where its images are not blank. */
export type PatchKernels = {
  /** Places of the output in one image. */
  readonly positions: number;
  /** Floats of room for `starts`, `samples` and `patches` of so many images. */
  room(images: number): [starts: number, samples: number, patches: number];
  /** Lists the patches of the images at `x`, and says how many they are. */
  list(x: number, places: PatchPlaces, images: number): number;
  /** The convolution at the patches listed, (listed, o), and at a blank one, (o); `bias` 0 for none. */
  convolve(
    at: { x: number; patches: number; w: number; bias: number; a: number; blank: number },
    listed: number,
  ): void;
  /** A dense layer of few units on it, without the layer's bias: (images, units). */
  dense(at: DensePlaces & { y: number }, sizes: PatchSizes): void;
  /**
   * That layer's gradients: `dw` by its weights, `db` by the convolution's bias, and in place of the
   * rows `a` theirs. `dySum` becomes the sums of `dy` over the images.
   */
  denseGrad(
    at: DensePlaces & { dy: number; dySum: number; dw: number; db: number },
    sizes: PatchSizes,
  ): void;
  /** The gradient by the convolution's filter, of what `denseGrad` left at `a`. */
  filterGrad(at: { x: number; patches: number; a: number; dw: number }, listed: number): void;
};

/**
 * A convolution whose images are mostly blank, together with the narrow dense layer that follows:
 * computed where there is ink. Where there is none it gives `activation(bias)` for every image, which
 * enters once for the whole batch. The results are those of the whole convolution, up to rounding.
 *
 * @param heap Where everything lies. All places are byte addresses.
 * @param info Sizes: x (b, h, w, c), no padding, w (kh, kw, c, o) of finite values, o a multiple of 8.
 * @param relu Whether max(0, ·) follows the bias.
 * @returns The kernels, bound to the sizes.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
 * import { useBackend } from "descent/backend";
 * import { heapOf, patchKernels } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const heap = heapOf(tf.backend() as BackendWasm);
 * const info = tf.backend_util.computeConv2DInfo([1, 1, 5, 1], [1, 2, 1, 8], 1, 1, "valid");
 * const kernels = patchKernels(heap, info, true);
 * const room = heap.allocate(32);
 * const at = room.address;
 * const list = { starts: at, samples: at + 32, patches: at + 64 };
 * const x = heap.address(tf.tensor1d([0, 0, 0, 7, 0]));
 * const listed = kernels.list(x, list, 1);
 * assertEquals([kernels.positions, listed], [4, 2]); // two of four pairs of neighbours have ink
 * heap.free(room);
 * ```
 */
export function patchKernels(heap: Heap, info: Conv2DInfo, relu: boolean): PatchKernels {
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth, outChannels } = info;
  const { outHeight, outWidth, strideHeight, strideWidth } = info;
  const { kernels, pool } = heap;
  const positions = outHeight * outWidth;
  const taps = filterHeight * filterWidth * inChannels;
  /** Products with the dense weights: of the patches listed, and of a blank one at each position. */
  const workOf = ({ listed, units }: PatchSizes) => (listed + positions) * outChannels * units;
  const blocks = cut(BLOCKS, positions, Infinity);
  const filter = [inWidth, inChannels, filterHeight, filterWidth, outChannels] as const;

  return {
    positions,
    room: (images) => [positions + 1, images * positions, images * positions],
    list(x, { starts, samples, patches }, images) {
      const words = outHeight * Math.ceil(outWidth / 32) * 4 * Math.ceil(images / 4);
      const [scratch] = heap.scratch(inWidth * inChannels + 4 + words) as [number];
      const window = [filterHeight, filterWidth, outHeight, outWidth] as const;
      return kernels.listPatches(
        x,
        images,
        inHeight,
        inWidth,
        inChannels,
        ...window,
        strideHeight,
        strideWidth,
        starts,
        samples,
        patches,
        scratch,
      );
    },
    convolve({ x, patches, w, bias, a, blank }, listed) {
      const values = heap.floats(blank, outChannels);
      if (bias) values.set(heap.floats(bias, outChannels));
      else values.fill(0);
      if (relu) values.forEach((value, i) => values[i] = value < 0 ? 0 : value);
      const ranges = cut(pool.threads, listed, listed * outChannels * taps, 6);
      const offsets = heap.scratch(...ranges.map(() => taps));
      pool.run(ranges, (kernels, { from, to }, part) => {
        const [begin, rows] = [patches + 4 * from, a + 4 * from * outChannels];
        const count = to - from;
        kernels.convPatches(
          x,
          begin,
          w,
          bias,
          rows,
          count,
          ...filter,
          relu ? 1 : 0,
          offsets[part]!,
        );
      });
    },
    dense({ a, samples, starts, blank, w, y }, sizes) {
      const { images, units } = sizes;
      const ranges = cut(pool.threads, blocks.length, workOf(sizes));
      const room = 16 * (images + 3) + 4 * outChannels;
      const [parts, ...scratch] = heap.scratch(
        blocks.length * images * units,
        ...ranges.map(() => room),
      ) as [number, ...number[]];
      pool.run(ranges, (kernels, { from, to }, part) => {
        for (let i = from; i < to; i++) {
          const all = [a, samples, starts, blank, w, parts + 4 * i * images * units] as const;
          const own = [images, outChannels, units, blocks[i]!.from, blocks[i]!.to] as const;
          kernels.densePatches(...all, ...own, scratch[part]!);
        }
      });
      kernels.columnSums(parts, y, blocks.length, images * units);
    },
    denseGrad({ a, samples, starts, blank, w, dy, dySum, dw, db }, sizes) {
      const { images, units } = sizes;
      kernels.columnSums(dy, dySum, images, units);
      const ranges = cut(pool.threads, blocks.length, 2 * workOf(sizes));
      const room = (2 * units + 1) * outChannels + (images + 1) * units;
      const [parts, ...scratch] = heap.scratch(
        blocks.length * outChannels,
        ...ranges.map(() => room),
      ) as [number, ...number[]];
      pool.run(ranges, (kernels, { from, to }, part) => {
        for (let i = from; i < to; i++) {
          const at = [
            a,
            samples,
            starts,
            blank,
            w,
            dy,
            dySum,
            dw,
            parts + 4 * i * outChannels,
          ] as const;
          const own = [outChannels, units, relu ? 1 : 0] as const;
          kernels.densePatchesGrad(...at, ...own, blocks[i]!.from, blocks[i]!.to, scratch[part]!);
        }
      });
      kernels.columnSums(parts, db, blocks.length, outChannels);
    },
    filterGrad({ x, patches, a, dw }, listed) {
      pool.run(cut(pool.threads, taps, listed * outChannels * taps), (kernels, { from, to }) => {
        kernels.convPatchesBackpropFilter(x, patches, a, dw, listed, ...filter, from, to);
      });
    },
  };
}
