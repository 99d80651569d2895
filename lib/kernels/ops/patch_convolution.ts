import type * as tf from "@tensorflow/tfjs";
import type { Conv2DInfo } from "../conv2d_at.ts";
import { pin, type Pinned } from "../deferred.ts";
import type { Block, Heap } from "../heap.ts";
import { type PatchKernels, patchKernels } from "../patch_kernels.ts";

/** Share of patches that are not blank up to which the list pays (measured: 0.75 is even). */
const WORTH = 0.6;
/** Units up to which the kernels for a narrow dense layer win. */
const NARROW = 16;
/** Images that are looked at first: where they have too much ink, the others need no look. */
const GLANCE = 2;

type Sources = { x: number; w: number; bias: number };

/**
 * What a narrow dense layer needs of a convolution whose images are mostly blank, without most of the
 * convolution: where there is no ink it gives the same for every image, `activation(bias)`, which
 * enters the layer's sums once for the batch. The same for the gradients.
 */
export class PatchConvolution {
  readonly #at;
  readonly #sizes;
  readonly #block: Block;
  /** The dense layer's weights. */
  readonly #weights: Pinned;
  /** The gradient by its output that took the place of the rows, and that by its weights. */
  #gradients: { dy: object; dw: Pinned } | null = null;

  private constructor(
    private readonly heap: Heap,
    private readonly kernels: PatchKernels,
    private readonly info: Conv2DInfo,
    weights: tf.TensorInfo,
    room: Room,
    listed: number,
  ) {
    this.#at = room;
    this.#block = room.block;
    this.#weights = heap.hold(weights);
    this.#sizes = { images: info.batchSize, units: weights.shape.at(-1)!, listed };
  }

  /**
   * @param rows Room for the whole output of the convolution.
   * @param weights The dense layer's weights, (positions · channels, units).
   * @returns Null where there is too much ink, or the sizes are others.
   */
  static create(
    heap: Heap,
    info: Conv2DInfo,
    at: Sources & { rows: number },
    weights: tf.TensorInfo,
    relu: boolean,
  ): PatchConvolution | null {
    const { batchSize: images, outChannels, padInfo, filterHeight, filterWidth, inChannels } = info;
    const units = weights.shape.at(-1)!;
    if (padInfo.type !== "VALID" || outChannels % 8 !== 0 || units > NARROW) return null;
    // 0 · NaN is NaN: blank patches may be left out only where the weights are finite.
    if (!heap.kernels.isFinite(at.w, filterHeight * filterWidth * inChannels * outChannels)) {
      return null;
    }
    const kernels = patchKernels(heap, info, relu);
    const room = allocate(heap, kernels, info, units);
    const limit = WORTH * kernels.positions;
    const glance = Math.min(GLANCE, images);
    const isInked = kernels.list(at.x, room, glance) > limit * glance;
    const listed = isInked ? Infinity : kernels.list(at.x, room, images);
    if (listed > limit * images) {
      heap.free(room.block);
      return null;
    }
    const places = { ...room, a: at.rows };
    kernels.convolve({ ...places, ...at }, listed);
    return new PatchConvolution(heap, kernels, info, weights, places, listed);
  }

  /** The dense layer without its bias; null if it is another one, or the rows are gone. */
  dense(weights: tf.TensorInfo): tf.TensorInfo | null {
    if (this.#gradients || !this.#isOf(weights)) return null;
    const { heap, kernels } = this;
    const y = heap.make([this.#sizes.images, this.#sizes.units], "float32");
    const [w, to] = [heap.address(weights), heap.address(y)];
    kernels.dense({ ...this.#at, w, y: to }, this.#sizes);
    return y;
  }

  /** The gradient by the dense layer's weights, of that by its output; null if there is another. */
  weightsGradient(dy: tf.TensorInfo): tf.TensorInfo | null {
    const gradients = this.#turnInto(dy);
    return gradients && this.heap.share(gradients.dw);
  }

  /** The gradient by the convolution's bias, where `dy · weightsᵀ` is that by its output. */
  biasGradient(dy: tf.TensorInfo, weights: tf.TensorInfo): Float32Array | null {
    if (!this.#isOf(weights) || !this.#turnInto(dy)) return null;
    return this.heap.floats(this.#at.db, this.info.outChannels);
  }

  /** The gradient by the convolution's filter, likewise, to `dw`. False where it cannot be had. */
  filterGradient(
    dy: tf.TensorInfo,
    weights: tf.TensorInfo,
    at: { x: number; dw: number },
  ): boolean {
    if (!this.#isOf(weights) || !this.#turnInto(dy)) return false;
    this.kernels.filterGrad({ ...this.#at, ...at }, this.#sizes.listed);
    return true;
  }

  dispose(): void {
    const { heap } = this;
    heap.free(this.#block);
    heap.release(this.#weights);
    if (this.#gradients) heap.release(this.#gradients.dw);
  }

  #isOf(weights: tf.TensorInfo): boolean {
    return weights.dataId === this.#weights.dataId;
  }

  /** Makes the rows the gradient that follows from `dy`, once: another one finds no rows any more. */
  #turnInto(dy: tf.TensorInfo): { dw: Pinned } | null {
    if (!this.#gradients) {
      const { heap, kernels } = this;
      const dw = pin(heap.make(this.#weights.shape, "float32"));
      this.#gradients = { dy: dy.dataId, dw };
      const weights = { w: heap.address(this.#weights), dw: heap.address(dw) };
      kernels.denseGrad({ ...this.#at, ...weights, dy: heap.address(dy) }, this.#sizes);
    }
    return this.#gradients.dy === dy.dataId ? this.#gradients : null;
  }
}

type Room = ReturnType<typeof allocate> & { a: number };

/** One block for the list, what a blank patch gives, and sums for the gradients. */
function allocate(heap: Heap, kernels: PatchKernels, info: Conv2DInfo, units: number) {
  const floats = [...kernels.room(info.batchSize), info.outChannels, units, info.outChannels];
  const sizes = floats.map((count) => Math.ceil(count / 16) * 16);
  const block = heap.allocate(sizes.reduce((a, b) => a + b));
  let next = block.address;
  const [starts, samples, patches, blank, dySum, db] = sizes.map((count) => {
    const address = next;
    next += 4 * count;
    return address;
  }) as [number, number, number, number, number, number];
  return { block, starts, samples, patches, blank, dySum, db };
}
