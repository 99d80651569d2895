import type * as tf from "@tensorflow/tfjs";
import { conv2dAt, type Conv2DInfo } from "../conv2d_at.ts";
import { pin, type Pinned, type Recipe } from "../deferred.ts";
import type { Heap } from "../heap.ts";
import { PatchConvolution } from "./patch_convolution.ts";

type Tensors = { x: Pinned; filter: Pinned; bias: Pinned | null };

/**
 * A convolution of `x` (b, h, w, c) with `filter` (kh, kw, c, o), plus a bias (o) if there is one,
 * then max(0, ·) if `relu`; shape (b, h', w', o). It is put off until its values are wanted, so that
 * the bias and the ReLU which follow become part of it, and a dense layer may take less than all.
 */
export class Convolution implements Recipe {
  readonly inputs: readonly Pinned[];
  #patches: PatchConvolution | null | undefined;

  constructor(
    private readonly heap: Heap,
    readonly info: Conv2DInfo,
    readonly tensors: Tensors,
    readonly relu: boolean,
  ) {
    const { x, filter, bias } = tensors;
    this.inputs = bias ? [x, filter, bias] : [x, filter];
  }

  /** A tensor of that convolution. */
  static defer(
    heap: Heap,
    info: Conv2DInfo,
    { x, filter, bias }: { x: tf.TensorInfo; filter: tf.TensorInfo; bias: tf.TensorInfo | null },
    relu: boolean,
  ): tf.TensorInfo {
    const tensors = { x: pin(x), filter: pin(filter), bias: bias && pin(bias) };
    return heap.defer(info.outShape, new Convolution(heap, info, tensors, relu));
  }

  /** The convolution that is to give the tensor's values; undefined where they are there. */
  static of(heap: Heap, tensor: tf.TensorInfo): Convolution | undefined {
    const recipe = heap.pending(tensor);
    return recipe instanceof Convolution ? recipe : undefined;
  }

  /** A tensor of the same convolution with a bias or a ReLU more. */
  with({ bias, relu }: { bias?: tf.TensorInfo; relu?: boolean }): tf.TensorInfo {
    const tensors = bias ? { ...this.tensors, bias } : this.tensors;
    return Convolution.defer(this.heap, this.info, tensors, relu ?? this.relu);
  }

  run(place: number): void {
    const { heap, tensors: { x, filter, bias } } = this;
    const at = {
      x: heap.address(x),
      w: heap.address(filter),
      bias: bias ? heap.address(bias) : 0,
      y: place,
    };
    conv2dAt(heap, this.info, at, this.relu);
  }

  /**
   * A dense layer of those weights on the tensor of this convolution, (b, units), without all of the
   * convolution's values; null where it needs them.
   */
  dense(tensor: tf.TensorInfo, weights: tf.TensorInfo): tf.TensorInfo | null {
    if (this.#patches === undefined) {
      const { heap, info, relu, tensors: { x, filter, bias } } = this;
      const at = {
        x: heap.address(x),
        w: heap.address(filter),
        bias: bias ? heap.address(bias) : 0,
        rows: heap.placeOf(tensor), // nothing else is there as yet
      };
      this.#patches = PatchConvolution.create(heap, info, at, weights, relu);
    }
    return this.#patches?.dense(weights) ?? null;
  }

  /** What such a layer left for the gradients; null where there was none. */
  get patches(): PatchConvolution | null {
    return this.#patches ?? null;
  }

  finish(): void {
    this.#patches?.dispose();
    this.#patches = null;
  }
}
